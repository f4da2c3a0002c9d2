package dev.luthier.bench.problem;

import dev.luthier.json.JsonReader;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.util.List;

/**
 * The mixed problem: a support vector machine of scikit-learn, eight parameters, some of which
 * matter for some kernels only. Without common starting points: each method begins in its own way.
 * Its least value is unknown, so that runs are compared by what they found, an RMSE.
 */
public final class SvrMixed implements Problem {
  private final String python;

  /**
   * The problem, to be evaluated by a Python with scikit-learn.
   *
   * @param python its executable, a path or a name
   */
  public SvrMixed(String python) {
    this.python = python;
  }

  @Override
  public String name() {
    return "svr_mixed";
  }

  @Override
  public Group group() {
    return Group.MIXED;
  }

  @Override
  public ScalarInstance instance(long seed) {
    return new Evaluated(python);
  }

  private static SearchSpace newSpace() {
    var space = SearchSpace.builder();
    space.add(RealParameter.log("C", 1e-2, 1e4));
    space.add(RealParameter.log("epsilon", 1e-3, 1e2));
    space.add(RealParameter.log("gamma", 1e-5, 1e1));
    space.add(CategoricalParameter.of("kernel", "rbf", "poly", "sigmoid", "linear"));
    space.add(IntegerParameter.linear("degree", 2, 5));
    space.add(RealParameter.linear("coef0", 0, 1));
    space.add(CategoricalParameter.of("scaler", "standard", "minmax", "none"));
    space.add(IntegerParameter.linear("n_components", 1, 10));
    return space.build();
  }

  /** Starts Python when it is first needed: to score what others have found, it is not. */
  private static final class Evaluated implements ScalarInstance {
    private final SearchSpace space = newSpace();
    private final PythonEvaluator evaluator;

    private Evaluated(String python) {
      this.evaluator = new PythonEvaluator(python, Resource.text("svr_mixed.py"));
    }

    @Override
    public SearchSpace space() {
      return space;
    }

    @Override
    public List<Configuration> start() {
      return List.of();
    }

    @Override
    public double evaluate(Configuration configuration) {
      String answer = evaluator.ask(configuration.toJson());
      return JsonReader.number(JsonReader.read(answer)).orElseThrow();
    }

    @Override
    public double score(double best) {
      return best;
    }

    @Override
    public void close() {
      evaluator.close();
    }
  }
}

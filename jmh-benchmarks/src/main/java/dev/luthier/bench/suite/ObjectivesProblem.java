package dev.luthier.bench.suite;

import dev.luthier.bench.problem.BoxInstance.Box;
import dev.luthier.bench.problem.CommonStart;
import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.pareto.ParetoFront;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Evaluation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Several values of the unit cube: a run is as good as the volume that it dominates, negated. */
public final class ObjectivesProblem implements Problem {
  private final ObjectivesFunction function;
  private final List<String> objectives;
  private final Box box;

  private ObjectivesProblem(ObjectivesFunction function) {
    this.function = function;
    this.objectives =
        IntStream.range(0, function.objectives()).mapToObj(k -> "f" + (k + 1)).toList();
    double[] ones = new double[ObjectivesFunction.DIMENSION];
    Arrays.fill(ones, 1);
    this.box = Box.between(new double[ones.length], ones);
  }

  /** All five. */
  public static List<ObjectivesProblem> all() {
    return Arrays.stream(ObjectivesFunction.values()).map(ObjectivesProblem::new).toList();
  }

  @Override
  public String name() {
    return function.label();
  }

  @Override
  public Group group() {
    return Group.OBJECTIVES;
  }

  @Override
  public Instance instance(long seed) {
    return new Several(CommonStart.of(box.space(), name(), seed));
  }

  private final class Several implements Instance {
    private final List<Configuration> start;

    private Several(List<Configuration> start) {
      this.start = start;
    }

    @Override
    public SearchSpace space() {
      return box.space();
    }

    @Override
    public List<Configuration> start() {
      return start;
    }

    @Override
    public List<String> objectives() {
      return objectives;
    }

    @Override
    public Evaluation evaluate(Configuration configuration, long index) {
      double[] values = function.values(box.point(configuration));
      Map<String, Double> named = new LinkedHashMap<>();
      for (int k = 0; k < values.length; k++) {
        named.put(objectives.get(k), values[k]);
      }
      return new Evaluation(named, OptionalDouble.empty(), OptionalDouble.empty(), Map.of());
    }

    @Override
    public double figure(History history) {
      List<double[]> points =
          history.entries().stream().map(entry -> values(entry.evaluation())).toList();
      return -ParetoFront.of(points).hypervolume(function.reference());
    }

    @Override
    public double score(double figure) {
      return figure;
    }
  }

  private double[] values(Evaluation evaluation) {
    return objectives.stream().mapToDouble(evaluation::value).toArray();
  }
}

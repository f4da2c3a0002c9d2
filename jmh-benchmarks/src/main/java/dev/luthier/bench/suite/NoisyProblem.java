package dev.luthier.bench.suite;

import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.NamedProblem;
import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Evaluation;
import dev.luthier.study.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A named function with normal noise on it. A run is as good as the true value at the point that it
 * recommends: it may have been lucky anywhere else.
 *
 * <pre>
 *   y = f(x) + σ ε(seed, index),   ε ~ N(0, 1),   σ = 0.2 (median − best of 100 random values)
 * </pre>
 */
public final class NoisyProblem implements Problem {
  private static final List<String> FUNCTIONS =
      List.of("branin2", "hartmann6", "levy10", "ackley10");

  /** Chosen before the first run, with the number of values below. */
  private static final double SHARE = 0.2;

  private static final int VALUES = 100;

  /** All seeds have the same noise, so that their scores have the same unit. */
  private static final long SEED_OF_VALUES = 0;

  private final NamedProblem original;
  private final double unit;

  private NoisyProblem(NamedProblem original) {
    this.original = original;
    this.unit = unit(original);
  }

  /** All four. */
  public static List<NoisyProblem> all() {
    return NamedProblem.all().stream()
        .filter(problem -> FUNCTIONS.contains(problem.name()))
        .map(NoisyProblem::new)
        .toList();
  }

  @Override
  public String name() {
    return original.name() + "-noise";
  }

  @Override
  public Group group() {
    return Group.NOISE;
  }

  @Override
  public Instance instance(long seed) {
    return new Noisy(original.instance(seed), new RandomStreams(seed));
  }

  double standardDeviation() {
    return SHARE * unit;
  }

  private static double unit(NamedProblem problem) {
    ScalarInstance instance = problem.instance(SEED_OF_VALUES);
    RandomGenerator random = new RandomStreams(SEED_OF_VALUES).generator(0, "noise");
    double[] values = new double[VALUES];
    Arrays.setAll(values, _ -> instance.evaluate(instance.space().sample(random)));
    Arrays.sort(values);
    return (values[VALUES / 2 - 1] + values[VALUES / 2]) / 2 - values[0];
  }

  private final class Noisy implements Instance {
    private final ScalarInstance truth;
    private final RandomStreams random;

    private Noisy(ScalarInstance truth, RandomStreams random) {
      this.truth = truth;
      this.random = random;
    }

    @Override
    public SearchSpace space() {
      return truth.space();
    }

    @Override
    public List<Configuration> start() {
      return truth.start();
    }

    @Override
    public Evaluation evaluate(Configuration configuration, long index) {
      double error = random.generator(index, name()).nextGaussian();
      return Evaluation.of(truth.evaluate(configuration) + standardDeviation() * error);
    }

    @Override
    public double figure(History history) {
      return truth.evaluate(history.recommended().orElseThrow());
    }

    @Override
    public double score(double figure) {
      return (figure - original.minimum()) / unit;
    }
  }
}

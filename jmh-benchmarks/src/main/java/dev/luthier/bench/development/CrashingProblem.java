package dev.luthier.bench.development;

import dev.luthier.bench.problem.BoxInstance.Box;
import dev.luthier.bench.problem.CommonStart;
import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.RandomStreams;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Random functions of the unit cube whose evaluation fails in places, or by chance; a failed one is
 * told as NaN. A seed chooses one of a class and the points to begin with.
 *
 * <pre>
 *   edge     fails in three tenths of the cube beyond a plane, where the function is least
 *   ball     fails in three tenths of the cube around a random point
 *   chance   fails one time in ten, wherever it is
 * </pre>
 */
public final class CrashingProblem implements Problem {
  private static final int SAMPLE = 2_000;
  private static final double CRASHING = 0.3;
  private static final double CHANCE = 0.1;

  private final String name;
  private final int dimension;
  private final Surface surface;
  private final Kind kind;

  private enum Kind {
    EDGE,
    BALL,
    CHANCE
  }

  private CrashingProblem(String name, int dimension, Surface surface, Kind kind) {
    this.name = name + "-" + dimension;
    this.dimension = dimension;
    this.surface = surface;
    this.kind = kind;
  }

  /** All classes. */
  public static List<CrashingProblem> all() {
    return List.of(
        new CrashingProblem("edge-matern", 4, Surface::matern, Kind.EDGE),
        new CrashingProblem("edge-bumps", 6, Surfaces::bumps, Kind.EDGE),
        new CrashingProblem("edge-basin", 6, Surfaces::basin, Kind.EDGE),
        new CrashingProblem("ball-matern", 2, Surface::matern, Kind.BALL),
        new CrashingProblem("ball-bumps", 6, Surfaces::bumps, Kind.BALL),
        new CrashingProblem("chance-matern", 4, Surface::matern, Kind.CHANCE),
        new CrashingProblem("chance-bumps", 6, Surfaces::bumps, Kind.CHANCE));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Group group() {
    return kind == Kind.CHANCE ? Group.DEVELOPMENT_CHANCE : Group.DEVELOPMENT_CRASHING;
  }

  @Override
  public Instance instance(long seed) {
    Box box = Box.cube(dimension);
    RandomStreams random = new RandomStreams(seed);
    RandomGenerator draws = random.generator(0, name);
    ToDoubleFunction<double[]> function = surface.draw(dimension, draws);
    double[][] points =
        Stream.generate(() -> draws.doubles(dimension).toArray())
            .limit(SAMPLE)
            .toArray(double[][]::new);
    double worst = Arrays.stream(points).mapToDouble(function).max().orElseThrow();
    return new Crashing(
        box,
        CommonStart.of(box.space(), name, seed),
        function,
        excess(function, points, draws),
        worst,
        random,
        kind == Kind.CHANCE ? CHANCE : 0);
  }

  /** What is above 0 where evaluations fail. */
  private ToDoubleFunction<double[]> excess(
      ToDoubleFunction<double[]> function, double[][] points, RandomGenerator random) {
    double[] best = Arrays.stream(points).min(Comparator.comparingDouble(function)).orElseThrow();
    return switch (kind) {
      case CHANCE -> _ -> 0;
      case BALL -> {
        double[] centre = Surfaces.centre(dimension, random);
        yield beyond(x -> -Surfaces.squaredDistance(x, centre), points);
      }
      case EDGE ->
          Stream.generate(() -> beyond(slope(random), points))
              .filter(excess -> excess.applyAsDouble(best) > 0)
              .findFirst()
              .orElseThrow();
    };
  }

  private ToDoubleFunction<double[]> slope(RandomGenerator random) {
    double[] direction = new double[dimension];
    Arrays.setAll(direction, _ -> random.nextGaussian());
    return x -> {
      double along = 0;
      for (int i = 0; i < x.length; i++) {
        along += direction[i] * x[i];
      }
      return along;
    };
  }

  /** A function less its value that three tenths of the points exceed. */
  private static ToDoubleFunction<double[]> beyond(
      ToDoubleFunction<double[]> function, double[][] points) {
    double[] sorted = Arrays.stream(points).mapToDouble(function).sorted().toArray();
    double limit = sorted[(int) ((1 - CRASHING) * sorted.length)];
    return x -> function.applyAsDouble(x) - limit;
  }

  private record Crashing(
      Box box,
      List<Configuration> start,
      ToDoubleFunction<double[]> function,
      ToDoubleFunction<double[]> excess,
      double worst,
      RandomStreams random,
      double chance)
      implements Instance {

    @Override
    public SearchSpace space() {
      return box.space();
    }

    @Override
    public Evaluation evaluate(Configuration configuration, long index) {
      double[] x = box.point(configuration);
      boolean fails =
          excess.applyAsDouble(x) > 0 || random.generator(index, "failure").nextDouble() < chance;
      return Evaluation.of(fails ? Double.NaN : function.applyAsDouble(x));
    }

    /** The best value; the worst of a sample, as long as all have failed. */
    @Override
    public double figure(History history) {
      return history.entries().stream()
          .mapToDouble(entry -> entry.evaluation().value(ObjectiveSpec.UNNAMED))
          .filter(value -> !Double.isNaN(value))
          .min()
          .orElse(worst);
    }

    @Override
    public double score(double figure) {
      Drawn drawn = new Drawn(box.space(), c -> penalised(box.point(c)));
      return ReferenceMinimum.find(drawn, random.generator(2, "reference")).log10(figure);
    }

    /** Worse than anything where evaluations fail. */
    private double penalised(double[] x) {
      double beyond = excess.applyAsDouble(x);
      return beyond > 0 ? worst + beyond : function.applyAsDouble(x);
    }
  }
}

package dev.luthier.bench.development;

import dev.luthier.bench.problem.RelatedTasks;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.study.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Random tasks that are alike. A learner has another data set for each; a surface is moved, added
 * to, and told in other units:
 *
 * <pre>
 *   f₀ = f      fₖ(x) = a (f(x + δ) + 0.2 s hₖ(x)) + b
 *
 *   δ   0.05 N(0, 1), by coordinate       hₖ   a smooth draw of deviation 1
 *   a   exp(N(0, 1))                      s    deviation of f
 *   b   10 N(0, 1)
 * </pre>
 */
public final class RelatedDraws implements RelatedTasks {
  private static final double MOVED = 0.05;
  private static final double ADDED = 0.2;
  private static final double OFFSET = 10;

  /** By so many points the deviation of a surface is right to some per cent. */
  private static final int SAMPLE = 500;

  private final String name;
  private final Source source;

  private RelatedDraws(String name, Source source) {
    this.name = name;
    this.source = source;
  }

  /** The task of an index. */
  @FunctionalInterface
  private interface Source {
    Drawn draw(RandomStreams random, int index);
  }

  /** Learners, with data sets that no constant was chosen on. */
  public static List<RelatedDraws> reported() {
    return List.of(
        new RelatedDraws(
            "kernel-ridge",
            (random, k) -> KernelRidge.draw(true, random.generator(k, "kernel-ridge"))),
        new RelatedDraws("network", (random, k) -> Network.draw(random.generator(k, "network"))),
        new RelatedDraws(
            "boosted-trees",
            (random, k) -> BoostedTrees.draw(random.generator(k, "boosted-trees"))));
  }

  /** Tasks to choose constants on. */
  public static List<RelatedDraws> development() {
    return List.of(
        surface("matern-4", 4, Surface::matern),
        surface("matern-8", 8, Surface::matern),
        surface("exp-matern-3", 3, (d, r) -> Surfaces.heavyTailed(Surface.matern(d, r), r)),
        surface("bumps-6", 6, Surfaces::bumps),
        surface("basin-10", 10, Surfaces::basin),
        surface("rough-5", 5, Surfaces::rough),
        new RelatedDraws(
            "ridge-6", (random, k) -> KernelRidge.draw(false, random.generator(k, "ridge"))),
        new RelatedDraws("network-8", (random, k) -> Network.draw(random.generator(k, "nets"))),
        new RelatedDraws(
            "boosting-6", (random, k) -> BoostedTrees.draw(random.generator(k, "boosting"))));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ScalarInstance task(long seed, int index) {
    RandomStreams random = new RandomStreams(seed);
    return new DrawnInstance(
        source.draw(random, index), List.of(), random.generator(index, name + " minimum"));
  }

  private static RelatedDraws surface(String name, int dimension, Surface surface) {
    return new RelatedDraws(
        name,
        (random, k) -> {
          ToDoubleFunction<double[]> base =
              surface.draw(dimension, random.generator(0, name + " base"));
          return Drawn.onCube(
              dimension,
              k == 0 ? base : relative(base, dimension, random.generator(k, name + " relative")));
        });
  }

  private static ToDoubleFunction<double[]> relative(
      ToDoubleFunction<double[]> base, int dimension, RandomGenerator random) {
    double[] shift = new double[dimension];
    Arrays.setAll(shift, _ -> MOVED * random.nextGaussian());
    double scale = Math.exp(random.nextGaussian());
    double offset = OFFSET * random.nextGaussian();
    ProcessDraw added = Surface.smooth(dimension, random);
    double share = ADDED * deviation(base, dimension, random.nextLong());
    return x -> {
      double[] moved = new double[dimension];
      Arrays.setAll(moved, i -> x[i] + shift[i]);
      return scale * (base.applyAsDouble(moved) + share * added.applyAsDouble(x)) + offset;
    };
  }

  private static double deviation(ToDoubleFunction<double[]> f, int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[SAMPLE];
    Arrays.setAll(values, _ -> f.applyAsDouble(random.doubles(dimension).toArray()));
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}

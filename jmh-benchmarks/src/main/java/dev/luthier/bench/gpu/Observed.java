package dev.luthier.bench.gpu;

import dev.luthier.bench.scenario.Observations;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.Points;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Observations of a smooth function of twenty parameters, and a model that fits them.
 *
 * @param points n × 20, in the unit cube
 * @param values n
 */
record Observed(Points points, double[] values) {
  /** Columns: those of the figures that Luthier promises. */
  static final int DIMENSION = 20;

  static final double NOISE_VARIANCE = Observations.NOISE;

  /** n of them; the same in every run. */
  static Observed of(int n) {
    Points points = points(n, 12);
    return new Observed(points, Observations.values(points));
  }

  /** Uniform in the unit cube. */
  static Points points(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] columns = random.doubles((long) count * DIMENSION).toArray();
    return new Points(count, DIMENSION, columns);
  }

  /** Matérn 5/2 with a length scale a column, near the typical distance of two points. */
  static Kernel kernel() {
    return Kernel.of(
        1.5,
        Radial.of(
            RadialProfile.MATERN_52,
            IntStream.range(0, DIMENSION)
                .mapToObj(c -> LengthScale.numeric(1.2 + 0.1 * c, c))
                .toList()));
  }

  static ModelFamily.Model model() {
    return new ModelFamily.Model(kernel(), NOISE_VARIANCE);
  }
}

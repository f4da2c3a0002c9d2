package dev.luthier.surrogate;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Column;
import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Term;
import dev.luthier.study.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random Fourier features of a kernel (Rahimi, Recht 2007), in pairs of a cosine and a sine.
 *
 * <pre>
 *   name   meaning                                                      shape
 *   T      terms of the kernel, of variance v_t                         scalar
 *   P      pairs of features for each term                              scalar
 *   F      features, 2TP: of each term its cosines, then its sines      scalar
 *   z      points in a Euclidean space in which the kernel is radial    m × D
 *   ω      frequencies                                                  F × D
 *   b      phases: 0 for a cosine, −π/2 for a sine                      F
 *   a      amplitudes √(v_t / P)                                        F
 *
 *   k(x, x′) = E Σ_f a_f² cos(ω_f·z + b_f) cos(ω_f·z′ + b_f)
 * </pre>
 *
 * <p>With pairs the sum is v exactly where x = x′; elsewhere it differs from k by a multiple of
 * v/√P. The frequencies of a Matérn profile have the multivariate t-distribution with 2ν degrees of
 * freedom, those of the squared exponential the normal one; over the length scale both (Rasmussen,
 * Williams 2006, eq. 4.15). The frequency of a product is the sum of its factors'.
 *
 * <p>A categorical column is embedded as its one-hot vector times 1/√2. Codes are not known before
 * they are met, so the frequency along each coordinate is drawn from a generator of its own: it
 * does not depend on which others have been met. Confined to one thread.
 */
final class FourierBasis {
  private final Kernel kernel;
  private final int pairs;
  private final long seed;

  /** √(2ν/χ²) by factor, all terms' in order, and pair: normal numbers times this are t. */
  private final List<double[]> spreads = new ArrayList<>();

  /** ω by coordinate. */
  private final Map<Coordinate, double[]> frequencies = new LinkedHashMap<>();

  /** A dimension of z: a numeric column (code 0), or a code of a categorical one. */
  private record Coordinate(Column column, double code) {}

  /**
   * Draws a basis.
   *
   * @param kernel that is {@linkplain #covers covered}
   */
  FourierBasis(Kernel kernel, int pairs, RandomGenerator random) {
    this.kernel = kernel;
    this.pairs = pairs;
    this.seed = random.nextLong();
    for (Term term : kernel.terms()) {
      for (Factor factor : term.factors()) {
        int degrees = degreesOfFreedom(((Radial) factor).profile());
        double[] spread = new double[pairs];
        Arrays.setAll(spread, _ -> degrees == 0 ? 1 : spread(degrees, random));
        spreads.add(spread);
      }
    }
    for (Column column : columns()) {
      if (column instanceof Column.Numeric) {
        draw(new Coordinate(column, 0));
      }
    }
  }

  /** Whether a kernel is radial, term by term: a mask makes it depend on where the points are. */
  static boolean covers(Kernel kernel) {
    return kernel.terms().stream()
        .flatMap(term -> term.factors().stream())
        .allMatch(
            factor ->
                switch (factor) {
                  case Radial radial -> radial.activity() instanceof Activity.Always;
                });
  }

  /** F. */
  int features() {
    return 2 * pairs * kernel.terms().size();
  }

  double[] phases() {
    double[] phases = new double[features()];
    Arrays.setAll(phases, f -> f / pairs % 2 == 0 ? 0 : -Math.PI / 2);
    return phases;
  }

  double[] amplitudes() {
    double[] amplitudes = new double[features()];
    Arrays.setAll(
        amplitudes, f -> Math.sqrt(kernel.terms().get(f / (2 * pairs)).variance() / pairs));
    return amplitudes;
  }

  /** z. Meets the codes among the points, so ask before {@link #frequencies()}. */
  Points embed(Points points) {
    int m = points.count();
    for (Column column : columns()) {
      if (column instanceof Column.Categorical) {
        for (int j = 0; j < m; j++) {
          draw(new Coordinate(column, code(points, j, column)));
        }
      }
    }
    double[] z = HostArray.of(m, frequencies.size());
    int from = 0;
    for (Coordinate coordinate : frequencies.keySet()) {
      for (int j = 0; j < m; j++) {
        double x = code(points, j, coordinate.column());
        z[from + j] =
            switch (coordinate.column()) {
              case Column.Numeric _ -> x;
              case Column.Categorical _ -> x == coordinate.code() ? Math.sqrt(0.5) : 0;
            };
      }
      from += m;
    }
    return new Points(m, frequencies.size(), z);
  }

  /** ω, column after column. */
  double[] frequencies() {
    double[] all = HostArray.of(features(), frequencies.size());
    int from = 0;
    for (double[] column : frequencies.values()) {
      System.arraycopy(column, 0, all, from, column.length);
      from += column.length;
    }
    return all;
  }

  private void draw(Coordinate coordinate) {
    frequencies.computeIfAbsent(coordinate, this::along);
  }

  private double[] along(Coordinate coordinate) {
    long key = RandomStreams.mix(seed ^ RandomStreams.mix(coordinate.column().index()));
    RandomGenerator random =
        new SplittableRandom(RandomStreams.mix(key ^ Double.doubleToLongBits(coordinate.code())));
    double[] omega = new double[features()];
    int factors = 0;
    for (int t = 0; t < kernel.terms().size(); t++) {
      int cosines = 2 * t * pairs;
      for (Factor factor : kernel.terms().get(t).factors()) {
        double[] spread = spreads.get(factors++);
        for (LengthScale scale : ((Radial) factor).scales()) {
          if (scale.columns().contains(coordinate.column())) {
            for (int p = 0; p < pairs; p++) {
              omega[cosines + p] += random.nextGaussian() * spread[p] / scale.value();
            }
          }
        }
      }
      System.arraycopy(omega, cosines, omega, cosines + pairs, pairs);
    }
    return omega;
  }

  private List<Column> columns() {
    return kernel.terms().stream()
        .flatMap(term -> term.factors().stream())
        .flatMap(factor -> ((Radial) factor).scales().stream())
        .flatMap(scale -> scale.columns().stream())
        .distinct()
        .toList();
  }

  /** Without a sign if it is zero: −0 and 0 are the same code. */
  private static double code(Points points, int j, Column column) {
    return points.columns()[j + column.index() * points.count()] + 0.0;
  }

  /** 2ν; 0 stands for infinitely many. */
  private static int degreesOfFreedom(RadialProfile profile) {
    return switch (profile) {
      case MATERN_52 -> 5;
      case MATERN_32 -> 3;
      case SQUARED_EXPONENTIAL -> 0;
    };
  }

  private static double spread(int degrees, RandomGenerator random) {
    double chiSquared = 0;
    for (int i = 0; i < degrees; i++) {
      double normal = random.nextGaussian();
      chiSquared += normal * normal;
    }
    return Math.sqrt(degrees / chiSquared);
  }
}

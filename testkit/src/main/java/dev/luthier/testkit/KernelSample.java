package dev.luthier.testkit;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Activity.InactivePair;
import dev.luthier.linalg.Column;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernels that between them use everything the algebra has, and points for them.
 *
 * <pre>
 *   column   0, 1, 2   numeric; of conditional samples, 1 and 2 are NaN where their mask is off
 *            3         categorical, three categories
 *            4, 5      masks of columns 1 and 2
 *            6         not used by any kernel: NaN
 * </pre>
 */
enum KernelSample {
  ONE_COLUMN,
  MATERN_52,
  MATERN_32,
  SQUARED_EXPONENTIAL,
  PRODUCT,
  EIGHT_TERMS,
  GATED,
  AGREEING;

  static final int COLUMNS = 7;

  Kernel kernel() {
    return switch (this) {
      case ONE_COLUMN ->
          Kernel.of(1.3, Radial.of(RadialProfile.MATERN_52, List.of(numeric(0.4, 0))));
      case MATERN_52 -> Kernel.of(0.8, mixed(RadialProfile.MATERN_52));
      case MATERN_32 -> Kernel.of(1.7, mixed(RadialProfile.MATERN_32));
      case SQUARED_EXPONENTIAL -> Kernel.of(2.1, mixed(RadialProfile.SQUARED_EXPONENTIAL));
      case PRODUCT ->
          Kernel.of(
              0.6,
              Radial.of(RadialProfile.MATERN_32, List.of(numeric(0.7, 0), numeric(0.2, 1))),
              Radial.of(RadialProfile.SQUARED_EXPONENTIAL, List.of(numeric(0.5, 1))),
              Radial.of(RadialProfile.MATERN_52, List.of(LengthScale.categorical(1.1, 3))));
      case EIGHT_TERMS -> eightTerms();
      case GATED ->
          new Kernel(
              List.of(
                  new Term(0.9, List.of(common())),
                  new Term(1.2, List.of(common(), masked(1, 4, InactivePair.ZERO))),
                  new Term(0.7, List.of(masked(2, 5, InactivePair.ZERO)))));
      case AGREEING ->
          Kernel.of(1.4, common(), masked(1, 4, InactivePair.ONE), masked(2, 5, InactivePair.ONE));
    };
  }

  /** Sum of variances: no covariance is larger. */
  double size() {
    return kernel().terms().stream().mapToDouble(Term::variance).sum();
  }

  /**
   * Points of a Kronecker sequence, rounded to hundredths from a start, except that the last point
   * coincides with the first. Rounding keeps coordinates either equal or further apart than the
   * steps of {@link KernelOracle#derivative}, which may not straddle the kink of a Matérn profile;
   * starts that differ by half a hundredth do the same for two sets.
   */
  HostMatrix points(int n, double start) {
    return HostMatrix.of(n, COLUMNS, (i, c) -> coordinate(n > 1 && i == n - 1 ? 0 : i, c, start));
  }

  private double coordinate(int i, int column, double start) {
    return switch (column) {
      case 0 -> start + hundredths(i * 0.6180339887498949);
      case 1 -> conditional() && !active(i, 4) ? Double.NaN : start + hundredths(i * Math.sqrt(2));
      case 2 -> conditional() && !active(i, 5) ? Double.NaN : start + hundredths(i * Math.sqrt(3));
      case 3 -> i % 3;
      case 4, 5 -> active(i, column) ? 1 : 0;
      default -> Double.NaN;
    };
  }

  private boolean conditional() {
    return this == GATED || this == AGREEING;
  }

  private static boolean active(int i, int mask) {
    return mask == 4 ? i % 2 == 0 : i % 4 < 2;
  }

  private static double hundredths(double value) {
    return Math.floor(100 * (value - Math.floor(value))) / 100;
  }

  private static LengthScale numeric(double value, int column) {
    return LengthScale.numeric(value, column);
  }

  /** Two columns with one scale, and a category. */
  private static Radial mixed(RadialProfile profile) {
    return Radial.of(
        profile,
        List.of(
            numeric(0.5, 1),
            new LengthScale(0.8, List.of(new Column.Numeric(0), new Column.Numeric(2))),
            LengthScale.categorical(1.5, 3)));
  }

  private static Radial common() {
    return Radial.of(RadialProfile.MATERN_52, List.of(numeric(0.6, 0)));
  }

  private static Radial masked(int column, int mask, InactivePair inactivePair) {
    return new Radial(
        RadialProfile.MATERN_32,
        List.of(numeric(0.9, column)),
        new Activity.Masked(mask, inactivePair));
  }

  private static Kernel eightTerms() {
    List<Term> terms = new ArrayList<>();
    terms.add(new Term(0.3, List.of()));
    for (int t = 1; t < Kernel.MAXIMUM_TERMS; t++) {
      RadialProfile profile = t % 2 == 0 ? RadialProfile.MATERN_32 : RadialProfile.MATERN_52;
      terms.add(
          new Term(0.2 * t, List.of(Radial.of(profile, List.of(numeric(0.3 + 0.1 * t, t % 3))))));
    }
    return new Kernel(terms);
  }
}

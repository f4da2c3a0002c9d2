package dev.luthier.nativemath.covariance;

import dev.luthier.linalg.RadialProfile;

/**
 * A profile in the form in which it is computed. Coordinates are scaled such that the exponential
 * is a power of two, which saves a multiplication and the rounding of one:
 *
 * <pre>
 *   s′ = multiple · s          t = √s′, or t = s′ without root
 *   ρ = (1 + linear t + quadratic t²) 2⁻ᵗ
 *   dρ/ds′ = (slope + slopeLinear t) 2⁻ᵗ
 * </pre>
 *
 * The only place where profiles differ. Let λ = log 2; Matérn-5/2 has √5 r = λt, hence s = λ²s′/5.
 */
record Decay(
    double multiple,
    boolean root,
    double linear,
    double quadratic,
    double slope,
    double slopeLinear) {

  private static final double LOG_2 = Math.log(2);
  private static final double SQUARED = LOG_2 * LOG_2;

  private static final Decay MATERN_52 =
      new Decay(5 / SQUARED, true, LOG_2, SQUARED / 3, -SQUARED / 6, -SQUARED * LOG_2 / 6);
  private static final Decay MATERN_32 = new Decay(3 / SQUARED, true, LOG_2, 0, -SQUARED / 2, 0);
  private static final Decay SQUARED_EXPONENTIAL = new Decay(0.5 / LOG_2, false, 0, 0, -LOG_2, 0);

  static Decay of(RadialProfile profile) {
    return switch (profile) {
      case MATERN_52 -> MATERN_52;
      case MATERN_32 -> MATERN_32;
      case SQUARED_EXPONENTIAL -> SQUARED_EXPONENTIAL;
    };
  }
}

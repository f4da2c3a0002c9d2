package dev.luthier.linalg;

/**
 * The standard normal distribution Φ, accurate in both tails, by the rational approximations of
 * Cody (1969, "Rational Chebyshev approximations for the error function", Math. Comp. 23:631–637).
 *
 * <pre>
 *   name             meaning                                     range
 *   x                argument                                    all reals
 *   y                |x|
 *   scaledTail(y)    Φ(−y) exp(y²/2), Mills' ratio over √(2π)    y ≥ CENTRE
 *   CENTRE           Φ⁻¹(3/4): between −CENTRE and CENTRE Φ is ½ + x · rational(x²)
 *   FAR              √32: beyond, the expansion is in 1/y²
 * </pre>
 */
final class NormalDistribution {

  private static final double CENTRE = 0.67448975;
  private static final double FAR = Math.sqrt(32);

  /** Beyond 39 the exponential is 0; far beyond, the split of y would not be exact. */
  private static final double FARTHEST = 64;

  /** Adding it rounds to an integer, since doubles of its size are one apart. */
  private static final double SHIFT = 0x1.8p52;

  private static final double INVERSE_ROOT_TWO_PI = 0.3989422804014327;

  private static final double[] CENTRE_NUMERATOR = {
    0.06568233791820745,
    2.2352520354606837,
    161.02823106855587,
    1067.6894854603709,
    18154.981253343560
  };
  private static final double[] CENTRE_DENOMINATOR = {
    1, 47.20258190468824, 976.0985517377767, 10260.932208618979, 45507.78933502673
  };
  private static final double[] MIDDLE_NUMERATOR = {
    1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785,
    597.2702763948002, 2494.5375852903726, 6848.190450536283, 11602.65143764735,
    9842.714838383978
  };
  private static final double[] MIDDLE_DENOMINATOR = {
    1,
    22.266688044328117,
    235.387901782625,
    1519.3775994075547,
    6485.558298266761,
    18615.571640885097,
    34900.95272114598,
    38912.00328609327,
    19685.429676859992
  };
  private static final double[] FAR_NUMERATOR = {
    0.02307344176494017,
    0.215898534057957,
    0.1274011611602474,
    0.022235277870649807,
    0.0014216191932278934,
    2.9112874951168793e-5
  };
  private static final double[] FAR_DENOMINATOR = {
    1,
    1.284260096144911,
    0.4682382124808651,
    0.06598813786892856,
    0.0037823963320275824,
    7.297515550839662e-5
  };

  private NormalDistribution() {}

  static double cdf(double x) {
    double y = Math.abs(x);
    if (y <= CENTRE) {
      return centre(x);
    }
    double tail = scaledTail(y) * expMinusHalfSquare(y);
    return x > 0 ? 1 - tail : tail;
  }

  static double logCdf(double x) {
    double y = Math.abs(x);
    if (y <= CENTRE) {
      return Elementary.log(centre(x));
    }
    if (x > 0) {
      return Elementary.logOneMinus(scaledTail(y) * expMinusHalfSquare(y));
    }
    return -0.5 * y * y + Elementary.log(scaledTail(y));
  }

  private static double centre(double x) {
    double square = x * x;
    return 0.5 + x * (horner(CENTRE_NUMERATOR, square) / horner(CENTRE_DENOMINATOR, square));
  }

  private static double scaledTail(double y) {
    if (y <= FAR) {
      return horner(MIDDLE_NUMERATOR, y) / horner(MIDDLE_DENOMINATOR, y);
    }
    double inverseSquare = 1 / (y * y);
    double correction =
        inverseSquare
            * (horner(FAR_NUMERATOR, inverseSquare) / horner(FAR_DENOMINATOR, inverseSquare));
    return (INVERSE_ROOT_TWO_PI - correction) / y;
  }

  /**
   * exp(−y²/2) without the error of rounding y², which the exponential would multiply by y²/2 (Cody
   * 1969, §4): y is split into a multiple of 1/16, whose square is exact, and a remainder.
   */
  private static double expMinusHalfSquare(double y) {
    double bounded = y > FARTHEST ? FARTHEST : y;
    double coarse = ((bounded * 16 + SHIFT) - SHIFT) * 0.0625;
    double remainder = (bounded - coarse) * (bounded + coarse);
    return Elementary.exp(-0.5 * coarse * coarse) * Elementary.exp(-0.5 * remainder);
  }

  /** Coefficients from the highest power down. */
  private static double horner(double[] coefficients, double x) {
    double value = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      value = value * x + coefficients[i];
    }
    return value;
  }
}

package dev.luthier.linalg;

/**
 * The exponential and the logarithm in nothing but additions, multiplications, divisions and shifts
 * of bits, which IEEE 754 and Java define to the last bit: the same result on every machine, in
 * every lane of a vector. {@link Math#exp} may differ by a unit between machines, {@link
 * StrictMath} cannot be computed lane by lane. No fused multiplication: without the instruction it
 * takes a thousand times as long.
 *
 * <pre>
 *   name      meaning                                            range
 *   k         exponent taken out of the argument or the result   −1076 … 1024
 *   r         x − k log 2                                        |r| ≤ ½ log 2
 *   m, f      x = 2ᵏ m, f = m − 1                                √½ ≤ m &lt; √2
 *   s         f / (2 + f), so that log m = 2 artanh s            |s| ≤ 0.172
 *   shifted   k + 1.5·2⁵²: k as an integer in the low bits
 * </pre>
 *
 * <p>Both within 1 unit in the last place of {@link StrictMath} (tested on 10⁶ arguments each).
 */
final class Elementary {

  private static final double LOG2_E = 0x1.71547652b82fep0;

  /** log 2 in two parts: the first has 21 trailing zeros, so that k times it is exact. */
  private static final double LOG_2_HIGH = 0x1.62e42feep-1;

  private static final double LOG_2_LOW = 0x1.a39ef35793c76p-33;

  /** Adding it rounds to an integer, since doubles of its size are one apart. */
  private static final double SHIFT = 0x1.8p52;

  private static final long SHIFT_BITS = Double.doubleToRawLongBits(SHIFT);
  private static final long ONE_BITS = Double.doubleToRawLongBits(1);
  private static final int MANTISSA = 52;
  private static final int BIAS = 1023;

  /** exp is 0 below (2⁻¹⁰⁷⁶ rounds to it) and +∞ above. */
  private static final double LOWEST = -746;

  private static final double HIGHEST = 710;

  /** Beyond, the result is scaled in two steps, of which only the second can round. */
  private static final double FAR = 1000;

  private static final double TWO_TO_FAR = 0x1p1000;
  private static final double TWO_TO_MINUS_FAR = 0x1p-1000;

  /** What log adds to the bits, so that the exponent changes at √½ and not at 1. */
  private static final long FROM_ROOT_HALF =
      ONE_BITS - Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);

  private static final double TWO_TO_54 = 0x1p54;

  private Elementary() {}

  static double exp(double x) {
    double v = x < LOWEST ? LOWEST : x;
    v = v > HIGHEST ? HIGHEST : v;
    double shifted = v * LOG2_E + SHIFT;
    double k = shifted - SHIFT;
    double r = (v - k * LOG_2_HIGH) - k * LOG_2_LOW;
    double offset = 0;
    double scale = 1;
    if (k < -FAR) {
      offset = FAR;
      scale = TWO_TO_MINUS_FAR;
    } else if (k > FAR) {
      offset = -FAR;
      scale = TWO_TO_FAR;
    }
    return exponential(r) * powerOfTwo(shifted + offset) * scale;
  }

  /** The series to r¹³: what follows is below 2⁻⁵⁷ for |r| ≤ ½ log 2. */
  private static double exponential(double r) {
    double p = 1 / 479001600.0 + r * (1 / 6227020800.0);
    p = 1 / 39916800.0 + r * p;
    p = 1 / 3628800.0 + r * p;
    p = 1 / 362880.0 + r * p;
    p = 1 / 40320.0 + r * p;
    p = 1 / 5040.0 + r * p;
    p = 1 / 720.0 + r * p;
    p = 1 / 120.0 + r * p;
    p = 1 / 24.0 + r * p;
    p = 1 / 6.0 + r * p;
    p = 0.5 + r * p;
    return 1 + (r + r * r * p);
  }

  /** 2ᵏ: the bits above k fall off at the left. */
  private static double powerOfTwo(double shifted) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << MANTISSA) + ONE_BITS);
  }

  static double log(double x) {
    boolean subnormal = x < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(subnormal ? x * TWO_TO_54 : x);
    long biased = (bits + FROM_ROOT_HALF) >>> MANTISSA;
    double k = Double.longBitsToDouble(SHIFT_BITS + biased) - (SHIFT + BIAS);
    k = subnormal ? k - 54 : k;
    double f = Double.longBitsToDouble(bits - ((biased - BIAS) << MANTISSA)) - 1;
    double value = logarithm(f, k);
    if (x == Double.POSITIVE_INFINITY || Double.isNaN(x)) {
      return x;
    }
    if (x == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return x < 0 ? Double.NaN : value;
  }

  /**
   * log(1 + f) + k log 2. The series of 2 artanh s is 2s + s R; f − s (f − R) is the same, since 2s
   * = f − s f, but f is exact. R to s²⁰: what follows is below 2⁻⁶⁰.
   */
  private static double logarithm(double f, double k) {
    double s = f / (2 + f);
    double z = s * s;
    double p = 2 / 19.0 + z * (2 / 21.0);
    p = 2 / 17.0 + z * p;
    p = 2 / 15.0 + z * p;
    p = 2 / 13.0 + z * p;
    p = 2 / 11.0 + z * p;
    p = 2 / 9.0 + z * p;
    p = 2 / 7.0 + z * p;
    p = 2 / 5.0 + z * p;
    p = 2 / 3.0 + z * p;
    double correction = s * (f - z * p) - k * LOG_2_LOW;
    return k * LOG_2_HIGH - (correction - f);
  }

  /** log(1 − t) for 0 ≤ t ≤ ½: what rounding 1 − t loses is added again. */
  static double logOneMinus(double t) {
    double u = 1 - t;
    return log(u) + ((1 - u) - t) / u;
  }
}

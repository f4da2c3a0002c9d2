package dev.luthier.nativemath.vector.array;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.luthier.nativemath.vector.kernel.Species;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponential and the logarithm, lane by lane as {@code dev.luthier.linalg.Elementary}, where
 * names and constants are explained. Each is one loop: split into methods of a vector each, the
 * compiler puts the vectors between them on the heap (20 ns an element instead of 2).
 */
final class Elementary {

  private static final VectorSpecies<Double> DOUBLES = Species.DOUBLES;
  private static final int LANES = Species.LANES;
  private static final DoubleVector ZERO = DoubleVector.zero(DOUBLES);
  private static final DoubleVector ONE = DoubleVector.broadcast(DOUBLES, 1);

  private static final double LOG2_E = 0x1.71547652b82fep0;
  private static final double LOG_2_HIGH = 0x1.62e42feep-1;
  private static final double LOG_2_LOW = 0x1.a39ef35793c76p-33;
  private static final double SHIFT = 0x1.8p52;
  private static final long SHIFT_BITS = Double.doubleToRawLongBits(SHIFT);
  private static final long ONE_BITS = Double.doubleToRawLongBits(1);
  private static final int MANTISSA = 52;
  private static final int BIAS = 1023;
  private static final double LOWEST = -746;
  private static final double HIGHEST = 710;
  private static final double FAR = 1000;
  private static final double TWO_TO_FAR = 0x1p1000;
  private static final double TWO_TO_MINUS_FAR = 0x1p-1000;
  private static final long FROM_ROOT_HALF =
      ONE_BITS - Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);
  private static final double TWO_TO_54 = 0x1p54;

  private Elementary() {}

  /** e ← exp(e), for the first n and on to a whole vector. */
  static void exp(double[] e, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, e, i);
      DoubleVector v = x.blend(LOWEST, x.compare(LT, LOWEST));
      v = v.blend(HIGHEST, v.compare(GT, HIGHEST));
      DoubleVector shifted = v.mul(LOG2_E).add(SHIFT);
      DoubleVector k = shifted.sub(SHIFT);
      DoubleVector r = v.sub(k.mul(LOG_2_HIGH)).sub(k.mul(LOG_2_LOW));
      DoubleVector p = r.mul(1 / 6227020800.0).add(1 / 479001600.0);
      p = r.mul(p).add(1 / 39916800.0);
      p = r.mul(p).add(1 / 3628800.0);
      p = r.mul(p).add(1 / 362880.0);
      p = r.mul(p).add(1 / 40320.0);
      p = r.mul(p).add(1 / 5040.0);
      p = r.mul(p).add(1 / 720.0);
      p = r.mul(p).add(1 / 120.0);
      p = r.mul(p).add(1 / 24.0);
      p = r.mul(p).add(1 / 6.0);
      p = r.mul(p).add(0.5);
      p = r.add(r.mul(r).mul(p)).add(1);
      VectorMask<Double> tiny = k.compare(LT, -FAR);
      VectorMask<Double> huge = k.compare(GT, FAR);
      DoubleVector offset = ZERO.blend(FAR, tiny).blend(-FAR, huge);
      DoubleVector scale = ONE.blend(TWO_TO_MINUS_FAR, tiny).blend(TWO_TO_FAR, huge);
      LongVector bits = shifted.add(offset).reinterpretAsLongs().lanewise(LSHL, MANTISSA);
      p.mul(bits.add(ONE_BITS).reinterpretAsDoubles()).mul(scale).intoArray(e, i);
    }
  }

  /** e ← log(e), for the first n and on to a whole vector. */
  static void log(double[] e, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, e, i);
      VectorMask<Double> subnormal = x.compare(LT, Double.MIN_NORMAL);
      LongVector bits = x.blend(x.mul(TWO_TO_54), subnormal).reinterpretAsLongs();
      LongVector biased = bits.add(FROM_ROOT_HALF).lanewise(LSHR, MANTISSA);
      DoubleVector k = biased.add(SHIFT_BITS).reinterpretAsDoubles().sub(SHIFT + BIAS);
      k = k.blend(k.sub(54), subnormal);
      LongVector exponent = biased.sub(BIAS).lanewise(LSHL, MANTISSA);
      DoubleVector f = bits.sub(exponent).reinterpretAsDoubles().sub(1);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector p = z.mul(2 / 21.0).add(2 / 19.0);
      p = z.mul(p).add(2 / 17.0);
      p = z.mul(p).add(2 / 15.0);
      p = z.mul(p).add(2 / 13.0);
      p = z.mul(p).add(2 / 11.0);
      p = z.mul(p).add(2 / 9.0);
      p = z.mul(p).add(2 / 7.0);
      p = z.mul(p).add(2 / 5.0);
      p = z.mul(p).add(2 / 3.0);
      DoubleVector correction = s.mul(f.sub(z.mul(p))).sub(k.mul(LOG_2_LOW));
      DoubleVector value = k.mul(LOG_2_HIGH).sub(correction.sub(f));
      value
          .blend(Double.NaN, x.compare(LT, 0))
          .blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0))
          .blend(x, x.compare(EQ, Double.POSITIVE_INFINITY).or(x.test(IS_NAN)))
          .intoArray(e, i);
    }
  }
}

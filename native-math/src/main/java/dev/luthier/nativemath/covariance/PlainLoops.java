package dev.luthier.nativemath.covariance;

import java.util.Arrays;

/**
 * Loops for machines without the Vector API's module, arranged for the compiler's vectorizer: loops
 * run over whole arrays, and their bodies stay below its limit for unrolling (about 60 nodes),
 * which is why the exponential has four of them. No fused multiplications: a processor without them
 * would take a microsecond for each.
 */
final class PlainLoops implements StripLoops {

  @Override
  public void squares(FactorArrays arrays, Strip strip) {
    int numeric = arrays.factor.numeric;
    for (strip.q = 0; strip.q < strip.singles; strip.q++) {
      Arrays.fill(arrays.value[strip.q], strip.from, strip.to, 0);
      int c = 0;
      for (; c + 4 <= numeric; c += 4) {
        addFour(arrays, strip, c);
      }
      for (; c < numeric; c++) {
        addOne(arrays, strip, c);
      }
    }
  }

  /** One pass for four columns halves the time. */
  private static void addFour(FactorArrays arrays, Strip strip, int c) {
    double[] s = arrays.value[strip.q];
    double[] x0 = arrays.x(strip, c);
    double[] x1 = arrays.x(strip, c + 1);
    double[] x2 = arrays.x(strip, c + 2);
    double[] x3 = arrays.x(strip, c + 3);
    double w0 = arrays.w(strip, strip.q, c);
    double w1 = arrays.w(strip, strip.q, c + 1);
    double w2 = arrays.w(strip, strip.q, c + 2);
    double w3 = arrays.w(strip, strip.q, c + 3);
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      double d0 = w0 - x0[i];
      double d1 = w1 - x1[i];
      double d2 = w2 - x2[i];
      double d3 = w3 - x3[i];
      s[i] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
    }
  }

  private static void addOne(FactorArrays arrays, Strip strip, int c) {
    double[] s = arrays.value[strip.q];
    double[] x = arrays.x(strip, c);
    double w = arrays.w(strip, strip.q, c);
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      double d = w - x[i];
      s[i] += d * d;
    }
  }

  @Override
  public void values(FactorArrays arrays, Strip strip, double amplitude) {
    for (strip.q = 0; strip.q < strip.singles; strip.q++) {
      setPower(arrays, strip);
      setValues(arrays, strip, amplitude);
    }
  }

  @Override
  public void valuesAndSlopes(FactorArrays arrays, Strip strip) {
    for (strip.q = 0; strip.q < strip.singles; strip.q++) {
      setPower(arrays, strip);
      setValuesAndSlopes(arrays, strip);
    }
  }

  /** value: s′ → t; scratch ← 2⁻ᵗ. */
  private static void setPower(FactorArrays arrays, Strip strip) {
    double[] t = arrays.value[strip.q];
    if (arrays.factor.decay.root()) {
      takeRoot(t, strip.from, strip.to);
    }
    clampAndReduce(t, strip.from, strip.to, arrays.scratch);
    setPolynomial(arrays.scratch, strip.from, strip.to);
    addExponent(t, strip.from, strip.to, arrays.scratch);
  }

  private static void takeRoot(double[] s, int from, int to) {
    for (int i = from; i < to; i++) {
      s[i] = Math.sqrt(s[i]);
    }
  }

  private static void clampAndReduce(double[] t, int from, int to, double[] f) {
    for (int i = from; i < to; i++) {
      double v = Math.min(t[i], PowerOfTwo.LARGEST);
      t[i] = v;
      f[i] = (PowerOfTwo.SHIFT - (PowerOfTwo.SHIFT - v)) - v;
    }
  }

  private static void setPolynomial(double[] power, int from, int to) {
    for (int i = from; i < to; i++) {
      double f = power[i];
      double p = PowerOfTwo.C10 * f + PowerOfTwo.C9;
      p = p * f + PowerOfTwo.C8;
      p = p * f + PowerOfTwo.C7;
      p = p * f + PowerOfTwo.C6;
      p = p * f + PowerOfTwo.C5;
      p = p * f + PowerOfTwo.C4;
      p = p * f + PowerOfTwo.C3;
      p = p * f + PowerOfTwo.C2;
      p = p * f + PowerOfTwo.C1;
      p = p * f + PowerOfTwo.C0;
      power[i] = p * f + 1;
    }
  }

  /** Adds k to the exponent: the upper bits of the shifted k fall off at the left. */
  private static void addExponent(double[] t, int from, int to, double[] power) {
    for (int i = from; i < to; i++) {
      long k = Double.doubleToRawLongBits(PowerOfTwo.SHIFT - t[i]) << 52;
      power[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(power[i]) + k);
    }
  }

  private static void setValues(FactorArrays arrays, Strip strip, double amplitude) {
    double[] value = arrays.value[strip.q];
    double[] power = arrays.scratch;
    double linear = amplitude * arrays.factor.decay.linear();
    double quadratic = amplitude * arrays.factor.decay.quadratic();
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      double t = value[i];
      value[i] = ((quadratic * t + linear) * t + amplitude) * power[i];
    }
  }

  private static void setValuesAndSlopes(FactorArrays arrays, Strip strip) {
    double[] value = arrays.value[strip.q];
    double[] slope = arrays.slope[strip.q];
    double[] power = arrays.scratch;
    Decay decay = arrays.factor.decay;
    double linear = decay.linear();
    double quadratic = decay.quadratic();
    double slope0 = decay.slope();
    double slope1 = decay.slopeLinear();
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      double t = value[i];
      double p = power[i];
      value[i] = ((quadratic * t + linear) * t + 1) * p;
      slope[i] = (slope1 * t + slope0) * p;
    }
  }

  @Override
  public void addSquares(FactorArrays arrays, Strip strip, int slot) {
    for (int c = 0; c < arrays.factor.numeric; c++) {
      double[] sums = arrays.sums(slot, c);
      addWeightedSquares(arrays, strip, c, sums);
    }
  }

  @Override
  public void addDifferences(FactorArrays arrays, Strip strip, int slot) {
    for (int c = 0; c < arrays.factor.numeric; c++) {
      double[] sums = arrays.sums(slot, c);
      addWeightedDifferences(arrays, strip, c, sums);
    }
  }

  private static void addWeightedSquares(FactorArrays arrays, Strip strip, int c, double[] sums) {
    double[] h = arrays.slope[strip.q];
    double[] x = arrays.x(strip, c);
    double w = arrays.w(strip, strip.q, c);
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      double d = w - x[i];
      sums[i] += h[i] * (d * d);
    }
  }

  private static void addWeightedDifferences(
      FactorArrays arrays, Strip strip, int c, double[] sums) {
    double[] h = arrays.slope[strip.q];
    double[] x = arrays.x(strip, c);
    double w = arrays.w(strip, strip.q, c);
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      sums[i] += h[i] * (w - x[i]);
    }
  }

  /** One for each point of a strip: the compiler keeps the order of a sum and so cannot cut it. */
  @Override
  public int parts() {
    return Strip.LENGTH;
  }

  @Override
  public void addSum(double[] h, Strip strip, double[] sums) {
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      sums[i] += h[i];
    }
  }
}

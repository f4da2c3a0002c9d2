package dev.luthier.nativemath.covariance;

/** 2⁻ᵗ with scalars, by the operations of the vector loops. */
final class FusedPower {

  private FusedPower() {}

  static double of(double t) {
    double h = PowerOfTwo.SHIFT - t;
    double f = (PowerOfTwo.SHIFT - h) - t;
    double f2 = f * f;
    double f4 = f2 * f2;
    double c0 = Math.fma(f, PowerOfTwo.C1, PowerOfTwo.C0);
    double c2 = Math.fma(f, PowerOfTwo.C3, PowerOfTwo.C2);
    double c4 = Math.fma(f, PowerOfTwo.C5, PowerOfTwo.C4);
    double c6 = Math.fma(f, PowerOfTwo.C7, PowerOfTwo.C6);
    double c8 = Math.fma(f, PowerOfTwo.C9, PowerOfTwo.C8);
    double low = Math.fma(c2, f2, c0);
    double middle = Math.fma(c6, f2, c4);
    double high = Math.fma(f2, PowerOfTwo.C10, c8);
    double p = Math.fma(Math.fma(Math.fma(high, f4, middle), f4, low), f, 1);
    long exponent = Double.doubleToRawLongBits(h) << 52;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(p) + exponent);
  }
}

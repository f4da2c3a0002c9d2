package dev.luthier.nativemath.covariance;

/**
 * How both kinds of loops compute 2⁻ᵗ for t ≥ 0, after Cody and Waite (1980, §6): an integer k is
 * taken from −t, a polynomial gives the power of the rest, and k is added to the exponent.
 *
 * <pre>
 *   h = SHIFT − t      its low bits are k; doubles of this size are one apart
 *   f = (SHIFT − h) − t = −t − k, exact; |f| ≤ ½
 *   p = 1 + f (C0 + C1 f + … + C10 f¹⁰)       of relative error 2·10⁻¹⁷ before rounding
 * </pre>
 *
 * The coefficients are the interpolation of (2ᶠ − 1)/f at the Chebyshev nodes, in 60 digits, then
 * rounded. NaN gives NaN. Below 2⁻¹⁰²², where the exponent's field is 0, results are linear in p
 * instead of p, still in order; at {@link #LARGEST} and beyond they are 0.
 */
final class PowerOfTwo {

  static final double SHIFT = 0x1.8p52;

  /** There k is −1023 and f is 0: all bits cancel. */
  static final double LARGEST = 1023;

  static final double C0 = 0x1.62e42fefa39efp-1;
  static final double C1 = 0x1.ebfbdff82c598p-3;
  static final double C2 = 0x1.c6b08d704a0c2p-5;
  static final double C3 = 0x1.3b2ab6fba1ddap-7;
  static final double C4 = 0x1.5d87fe78a5276p-10;
  static final double C5 = 0x1.430913096fd9fp-13;
  static final double C6 = 0x1.ffcbfc670dcd4p-17;
  static final double C7 = 0x1.62bfd47773353p-20;
  static final double C8 = 0x1.b524fae627834p-24;
  static final double C9 = 0x1.e6063f7217bc6p-28;
  static final double C10 = 0x1.e9d3fe3952179p-32;

  private PowerOfTwo() {}
}

package dev.luthier.nativemath.covariance;

import dev.luthier.linalg.RadialProfile;
import java.util.Arrays;

/**
 * One factor between the points of a strip and single points.
 *
 * <pre>
 *   name    meaning                                            shape
 *   value   s, then t, then φ = a a′ ρ + c (1 − a)(1 − a′)     n
 *   slope   exp(−t), then dφ/ds = a a′ dρ/ds                   n
 * </pre>
 */
final class FactorStrip {

  private static final double THIRD = 1.0 / 3;
  private static final double FIVE_SIXTHS = 5.0 / 6;

  private final CompiledFactor factor;
  private final ScaledDistance distance;
  private final ExponentialDecay decay;
  private final double[] active;
  private final double[] singleActive;
  final double[] value;
  final double[] slope;

  FactorStrip(CompiledFactor factor, FactorPoints strip, FactorPoints singles, int length) {
    this.factor = factor;
    this.distance = new ScaledDistance(factor, strip, singles);
    this.decay = new ExponentialDecay(length);
    this.active = strip.active;
    this.singleActive = singles.active;
    this.value = new double[length];
    this.slope = new double[length];
  }

  ScaledDistance distance() {
    return distance;
  }

  /** Sets φ; slope is unspecified. */
  void evaluate(Strip strip) {
    int from = strip.from();
    int to = strip.to();
    if (inactive(strip.single())) {
      setInactive(from, to);
      return;
    }
    decay(strip);
    switch (factor.profile) {
      case MATERN_52 -> matern52(value, slope, from, to);
      case MATERN_32 -> matern32(value, slope, from, to);
      case SQUARED_EXPONENTIAL -> System.arraycopy(slope, from, value, from, to - from);
    }
    if (factor.masked()) {
      multiply(value, active, from, to);
    }
  }

  /** Sets φ and its slope. */
  void evaluateWithSlope(Strip strip) {
    int from = strip.from();
    int to = strip.to();
    if (inactive(strip.single())) {
      setInactive(from, to);
      return;
    }
    decay(strip);
    switch (factor.profile) {
      case MATERN_52 -> matern52WithSlope(value, slope, from, to);
      case MATERN_32 -> matern32WithSlope(value, slope, from, to);
      case SQUARED_EXPONENTIAL -> squaredExponentialWithSlope(value, slope, from, to);
    }
    if (factor.masked()) {
      multiply(value, active, from, to);
      multiply(slope, active, from, to);
    }
  }

  private boolean inactive(int single) {
    return factor.masked() && singleActive[single] == 0;
  }

  private void setInactive(int from, int to) {
    double both = factor.inactivePair;
    for (int i = from; i < to; i++) {
      value[i] = both * (1 - active[i]);
    }
    Arrays.fill(slope, from, to, 0);
  }

  /** value ← t, slope ← exp(−t); t is what the profile's exponential takes. */
  private void decay(Strip strip) {
    int from = strip.from();
    int to = strip.to();
    distance.squared(strip, value);
    if (factor.profile == RadialProfile.SQUARED_EXPONENTIAL) {
      halve(value, from, to);
    } else {
      takeRoot(value, factor.profile == RadialProfile.MATERN_52 ? 5 : 3, from, to);
    }
    decay.of(value, from, to, slope);
  }

  private static void takeRoot(double[] s, double multiple, int from, int to) {
    for (int i = from; i < to; i++) {
      s[i] = Math.sqrt(multiple * s[i]);
    }
  }

  private static void halve(double[] s, int from, int to) {
    for (int i = from; i < to; i++) {
      s[i] *= 0.5;
    }
  }

  private static void matern52(double[] value, double[] e, int from, int to) {
    for (int i = from; i < to; i++) {
      double t = value[i];
      value[i] = (1 + (t + t * t * THIRD)) * e[i];
    }
  }

  private static void matern32(double[] value, double[] e, int from, int to) {
    for (int i = from; i < to; i++) {
      value[i] = (1 + value[i]) * e[i];
    }
  }

  private static void matern52WithSlope(double[] value, double[] e, int from, int to) {
    for (int i = from; i < to; i++) {
      double t = value[i];
      double decayed = e[i];
      value[i] = (1 + (t + t * t * THIRD)) * decayed;
      e[i] = -FIVE_SIXTHS * (1 + t) * decayed;
    }
  }

  private static void matern32WithSlope(double[] value, double[] e, int from, int to) {
    for (int i = from; i < to; i++) {
      double decayed = e[i];
      value[i] = (1 + value[i]) * decayed;
      e[i] = -1.5 * decayed;
    }
  }

  private static void squaredExponentialWithSlope(double[] value, double[] e, int from, int to) {
    for (int i = from; i < to; i++) {
      double decayed = e[i];
      value[i] = decayed;
      e[i] = -0.5 * decayed;
    }
  }

  private static void multiply(double[] target, double[] by, int from, int to) {
    for (int i = from; i < to; i++) {
      target[i] *= by[i];
    }
  }
}

package dev.luthier.nativemath.vector.array;

import dev.luthier.nativemath.vector.kernel.Species;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The standard normal distribution of a chunk, element by element as {@code
 * dev.luthier.linalg.NormalDistribution}, where names and constants are explained (Cody 1969). In
 * passes over arrays: in one loop the vectors are too many for the compiler, which then puts them
 * on the heap.
 *
 * <pre>
 *   name     meaning                                              shape
 *   x, y     arguments and their absolute values                  n, and on to whole vectors
 *   centre   Φ(x) for y ≤ CENTRE
 *   tail     Φ(−y) exp(y²/2), then Φ(−y)
 *   power    exp(−y²/2), in two factors
 *   work     arguments of what comes next
 * </pre>
 */
final class NormalDistribution {

  /** Elements at a time: 14 KB in all, less than a first-level cache. */
  static final int CHUNK = 256;

  private static final VectorSpecies<Double> DOUBLES = Species.DOUBLES;
  private static final int LANES = Species.LANES;

  private static final double CENTRE = 0.67448975;
  private static final double FAR = Math.sqrt(32);
  private static final double FARTHEST = 64;
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

  final double[] x;
  private final double[] y;
  private final double[] centre;
  private final double[] tail;
  private final double[] power;
  private final double[] otherPower;
  private final double[] work;

  /**
   * Working memory.
   *
   * @param room elements at a time, whole vectors
   */
  NormalDistribution(int room) {
    x = new double[room];
    y = new double[room];
    centre = new double[room];
    tail = new double[room];
    power = new double[room];
    otherPower = new double[room];
    work = new double[room];
  }

  /** x ← Φ(x). */
  void cdf(int n) {
    setCentreAndTail(n);
    multiplyTail(n);
    for (int i = 0; i < n; i++) {
      double value = x[i] > 0 ? 1 - tail[i] : tail[i];
      x[i] = y[i] <= CENTRE ? centre[i] : value;
    }
  }

  /** x ← log Φ(x). One logarithm does for Φ in the centre and for Mills' ratio below. */
  void logCdf(int n) {
    setCentreAndTail(n);
    double[] logarithm = centre;
    for (int i = 0; i < n; i++) {
      logarithm[i] = y[i] <= CENTRE ? centre[i] : tail[i];
    }
    Elementary.log(logarithm, n);
    multiplyTail(n);
    for (int i = 0; i < n; i++) {
      work[i] = 1 - tail[i];
      power[i] = ((1 - work[i]) - tail[i]) / work[i];
    }
    Elementary.log(work, n);
    for (int i = 0; i < n; i++) {
      double below = -0.5 * y[i] * y[i] + logarithm[i];
      double value = x[i] > 0 ? work[i] + power[i] : below;
      x[i] = y[i] <= CENTRE ? logarithm[i] : value;
    }
  }

  private void setCentreAndTail(int n) {
    boolean anyFar = false;
    for (int i = 0; i < n; i++) {
      y[i] = Math.abs(x[i]);
      work[i] = x[i] * x[i];
      anyFar |= !(y[i] <= FAR);
    }
    divide(CENTRE_NUMERATOR, CENTRE_DENOMINATOR, work, centre, n);
    divide(MIDDLE_NUMERATOR, MIDDLE_DENOMINATOR, y, tail, n);
    for (int i = 0; i < n; i++) {
      centre[i] = 0.5 + x[i] * centre[i];
    }
    if (anyFar) {
      setFarTail(n);
    }
  }

  private void setFarTail(int n) {
    for (int i = 0; i < n; i++) {
      work[i] = 1 / (y[i] * y[i]);
    }
    divide(FAR_NUMERATOR, FAR_DENOMINATOR, work, power, n);
    for (int i = 0; i < n; i++) {
      double far = (INVERSE_ROOT_TWO_PI - work[i] * power[i]) / y[i];
      tail[i] = y[i] <= FAR ? tail[i] : far;
    }
  }

  /** Mills' ratio becomes Φ(−y). */
  private void multiplyTail(int n) {
    for (int i = 0; i < n; i++) {
      double bounded = y[i] > FARTHEST ? FARTHEST : y[i];
      double coarse = ((bounded * 16 + SHIFT) - SHIFT) * 0.0625;
      double remainder = (bounded - coarse) * (bounded + coarse);
      power[i] = -0.5 * coarse * coarse;
      otherPower[i] = -0.5 * remainder;
    }
    Elementary.exp(power, n);
    Elementary.exp(otherPower, n);
    for (int i = 0; i < n; i++) {
      tail[i] *= power[i] * otherPower[i];
    }
  }

  /** A rational function with as many coefficients above as below, the highest power first. */
  private static void divide(
      double[] numerator, double[] denominator, double[] argument, double[] value, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, argument, i);
      DoubleVector p = DoubleVector.broadcast(DOUBLES, numerator[0]);
      DoubleVector q = DoubleVector.broadcast(DOUBLES, denominator[0]);
      for (int j = 1; j < numerator.length; j++) {
        p = p.mul(v).add(numerator[j]);
        q = q.mul(v).add(denominator[j]);
      }
      p.div(q).intoArray(value, i);
    }
  }
}

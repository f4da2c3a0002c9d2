package dev.luthier.nativemath.vector.array;

import dev.luthier.linalg.ArrayMath;
import dev.luthier.nativemath.vector.kernel.Species;
import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ArrayMath} by vectors. What is short, or wrong, is left to the plain implementation, which
 * has the same bits and the messages.
 */
final class VectorArrayMath implements ArrayMath {

  private static final VectorSpecies<Double> DOUBLES = Species.DOUBLES;
  private static final int LANES = Species.LANES;

  /** Elements at a time; the last vector of a chunk may go on beyond the last element. */
  private static final int CHUNK = NormalDistribution.CHUNK;

  /** Partial sums of a sum of exponentials: part of its definition. */
  private static final int PARTS = 8;

  /** A few elements are not worth vectors, which are slow until the compiler has seen them. */
  private static final int SHORT = 16;

  private final ArrayMath scalar = ArrayMath.scalar();

  private static boolean isForVectors(double[] source, double[] target) {
    return source.length == target.length && source.length >= SHORT;
  }

  /**
   * A chunk for so many elements: clearing a whole one for the forty sides of a front's boxes takes
   * longer than what is done with it.
   */
  private static int room(int length) {
    return Math.min(CHUNK, Math.ceilDiv(length, Species.LANES) * Species.LANES);
  }

  /** What is done to a chunk, in place. */
  private interface Pass {
    void run(double[] chunk, int n);
  }

  private static void map(double[] source, double[] target, double[] chunk, Pass pass) {
    for (int first = 0; first < source.length; first += chunk.length) {
      int n = Math.min(chunk.length, source.length - first);
      System.arraycopy(source, first, chunk, 0, n);
      pass.run(chunk, n);
      System.arraycopy(chunk, 0, target, first, n);
    }
  }

  @Override
  public void exp(double[] source, double[] target) {
    if (isForVectors(source, target)) {
      map(source, target, new double[room(source.length)], Elementary::exp);
    } else {
      scalar.exp(source, target);
    }
  }

  @Override
  public void log(double[] source, double[] target) {
    if (isForVectors(source, target)) {
      map(source, target, new double[room(source.length)], Elementary::log);
    } else {
      scalar.log(source, target);
    }
  }

  @Override
  public void normalCdf(double[] source, double[] target) {
    if (isForVectors(source, target)) {
      NormalDistribution chunk = new NormalDistribution(room(source.length));
      map(source, target, chunk.x, (_, n) -> chunk.cdf(n));
    } else {
      scalar.normalCdf(source, target);
    }
  }

  @Override
  public void logNormalCdf(double[] source, double[] target) {
    if (isForVectors(source, target)) {
      NormalDistribution chunk = new NormalDistribution(room(source.length));
      map(source, target, chunk.x, (_, n) -> chunk.logCdf(n));
    } else {
      scalar.logNormalCdf(source, target);
    }
  }

  @Override
  public double logSumExp(double[] values, int from, int to) {
    Objects.checkFromToIndex(from, to, values.length);
    if (to - from < SHORT) {
      return scalar.logSumExp(values, from, to);
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, values[i]);
    }
    if (Double.isInfinite(largest) || Double.isNaN(largest)) {
      return largest;
    }
    double[] sum = {sumOfExponentials(values, from, to, largest)};
    scalar.log(sum, sum);
    return largest + sum[0];
  }

  /** Σ exp(values[i] − largest); a chunk is a multiple of the parts. */
  private static double sumOfExponentials(double[] values, int from, int to, double largest) {
    double[] parts = new double[PARTS];
    double[] chunk = new double[room(to - from)];
    for (int first = from; first < to; first += chunk.length) {
      int n = Math.min(chunk.length, to - first);
      for (int i = 0; i < n; i++) {
        chunk[i] = values[first + i] - largest;
      }
      Elementary.exp(chunk, n);
      for (int i = 0; i < n; i++) {
        parts[i % PARTS] += chunk[i];
      }
    }
    double low = (parts[0] + parts[1]) + (parts[2] + parts[3]);
    double high = (parts[4] + parts[5]) + (parts[6] + parts[7]);
    return low + high;
  }

  @Override
  public void weightedSquaredDistances(
      double[] point, double[] points, double[] weights, double[] target) {
    int n = target.length;
    boolean fits = weights.length == point.length && points.length == (long) point.length * n;
    if (!fits || n < SHORT) {
      scalar.weightedSquaredDistances(point, points, weights, target);
      return;
    }
    for (int i = 0; i < n; i += LANES) {
      VectorMask<Double> inside = DOUBLES.indexInRange(i, n);
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int c = 0; c < point.length; c++) {
        DoubleVector column =
            i + LANES <= n
                ? DoubleVector.fromArray(DOUBLES, points, c * n + i)
                : DoubleVector.fromArray(DOUBLES, points, c * n + i, inside);
        DoubleVector difference = DoubleVector.broadcast(DOUBLES, point[c]).sub(column);
        sum = sum.add(difference.mul(weights[c]).mul(difference));
      }
      sum.intoArray(target, i, inside);
    }
  }
}

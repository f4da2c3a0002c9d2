package dev.luthier.nativemath.vector.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost product of {@link SymmetricProduct}: four rows of two vectors or three rows of
 * three, across the columns of the right factor; as many sums as 16 registers hold beside their
 * factors.
 *
 * <pre>
 *   name           meaning
 *   strip          the left factor, by columns of ROWS elements
 *   right, sums    by rows of two or three vectors
 * </pre>
 *
 * <p>Steps are constants, which is why there are two methods for each shape: with steps from fields
 * a product with ten columns at n = 4,000 took 32 ms instead of 19 to 26 (busy machine).
 */
final class RowTile {

  /** Rows of a product are a multiple of both shapes'. */
  static final int GROUP = 12;

  /** From column to column of the strip. */
  static final int ROWS = 16 * GROUP;

  private static final VectorSpecies<Double> SPECIES = Species.DOUBLES;
  private static final int LANES = Species.LANES;

  final double[] strip = new double[ROWS * ROWS];
  double[] right = new double[0];
  double[] sums = new double[0];
  private int depth;

  /** Makes room for this many elements of each, and sets them to 0. */
  void clear(int elements) {
    if (right.length < elements) {
      right = new double[elements];
      sums = new double[elements];
    }
    Arrays.fill(right, 0, elements, 0);
    Arrays.fill(sums, 0, elements, 0);
  }

  /** sums(r) += Σ_k strip(r, k) right(k) for r &lt; rows, a multiple of GROUP. */
  void multiply(int vectors, int rows, int steps, int rightAt, int sumsAt) {
    depth = steps;
    if (vectors == 2) {
      for (int r = 0; r < rows; r += 4) {
        two(r, rightAt, sumsAt + r * 2 * LANES);
      }
    } else {
      for (int r = 0; r < rows; r += 3) {
        three(r, rightAt, sumsAt + r * 3 * LANES);
      }
    }
  }

  /** sums(r) += Σ_k strip(k, r) right(k) for r &lt; cols, a multiple of GROUP. */
  void multiplyTransposed(int vectors, int cols, int steps, int rightAt, int sumsAt) {
    depth = steps;
    if (vectors == 2) {
      for (int r = 0; r < cols; r += 4) {
        twoTransposed(r * ROWS, rightAt, sumsAt + r * 2 * LANES);
      }
    } else {
      for (int r = 0; r < cols; r += 3) {
        threeTransposed(r * ROWS, rightAt, sumsAt + r * 3 * LANES);
      }
    }
  }

  /** Rows of the strip. */
  private void two(int stripAt, int rightAt, int sumsAt) {
    double[] t = strip;
    double[] b = right;
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s01 = s00;
    DoubleVector s10 = s00;
    DoubleVector s11 = s00;
    DoubleVector s20 = s00;
    DoubleVector s21 = s00;
    DoubleVector s30 = s00;
    DoubleVector s31 = s00;
    int i = stripAt;
    int j = rightAt;
    for (int k = 0; k < depth; k++) {
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, b, j + LANES);
      DoubleVector t0 = DoubleVector.broadcast(SPECIES, t[i]);
      s00 = x0.fma(t0, s00);
      s01 = x1.fma(t0, s01);
      DoubleVector t1 = DoubleVector.broadcast(SPECIES, t[i + 1]);
      s10 = x0.fma(t1, s10);
      s11 = x1.fma(t1, s11);
      DoubleVector t2 = DoubleVector.broadcast(SPECIES, t[i + 2]);
      s20 = x0.fma(t2, s20);
      s21 = x1.fma(t2, s21);
      DoubleVector t3 = DoubleVector.broadcast(SPECIES, t[i + 3]);
      s30 = x0.fma(t3, s30);
      s31 = x1.fma(t3, s31);
      i += ROWS;
      j += 2 * LANES;
    }
    add(s00, sumsAt);
    add(s01, sumsAt + LANES);
    add(s10, sumsAt + 2 * LANES);
    add(s11, sumsAt + 3 * LANES);
    add(s20, sumsAt + 4 * LANES);
    add(s21, sumsAt + 5 * LANES);
    add(s30, sumsAt + 6 * LANES);
    add(s31, sumsAt + 7 * LANES);
  }

  /** Rows of the strip. */
  private void three(int stripAt, int rightAt, int sumsAt) {
    double[] t = strip;
    double[] b = right;
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s01 = s00;
    DoubleVector s02 = s00;
    DoubleVector s10 = s00;
    DoubleVector s11 = s00;
    DoubleVector s12 = s00;
    DoubleVector s20 = s00;
    DoubleVector s21 = s00;
    DoubleVector s22 = s00;
    int i = stripAt;
    int j = rightAt;
    for (int k = 0; k < depth; k++) {
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, b, j + LANES);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, b, j + 2 * LANES);
      DoubleVector t0 = DoubleVector.broadcast(SPECIES, t[i]);
      s00 = x0.fma(t0, s00);
      s01 = x1.fma(t0, s01);
      s02 = x2.fma(t0, s02);
      DoubleVector t1 = DoubleVector.broadcast(SPECIES, t[i + 1]);
      s10 = x0.fma(t1, s10);
      s11 = x1.fma(t1, s11);
      s12 = x2.fma(t1, s12);
      DoubleVector t2 = DoubleVector.broadcast(SPECIES, t[i + 2]);
      s20 = x0.fma(t2, s20);
      s21 = x1.fma(t2, s21);
      s22 = x2.fma(t2, s22);
      i += ROWS;
      j += 3 * LANES;
    }
    add(s00, sumsAt);
    add(s01, sumsAt + LANES);
    add(s02, sumsAt + 2 * LANES);
    add(s10, sumsAt + 3 * LANES);
    add(s11, sumsAt + 4 * LANES);
    add(s12, sumsAt + 5 * LANES);
    add(s20, sumsAt + 6 * LANES);
    add(s21, sumsAt + 7 * LANES);
    add(s22, sumsAt + 8 * LANES);
  }

  /** Columns of the strip. */
  private void twoTransposed(int stripAt, int rightAt, int sumsAt) {
    double[] t = strip;
    double[] b = right;
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s01 = s00;
    DoubleVector s10 = s00;
    DoubleVector s11 = s00;
    DoubleVector s20 = s00;
    DoubleVector s21 = s00;
    DoubleVector s30 = s00;
    DoubleVector s31 = s00;
    int i = stripAt;
    int j = rightAt;
    for (int k = 0; k < depth; k++) {
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, b, j + LANES);
      DoubleVector t0 = DoubleVector.broadcast(SPECIES, t[i]);
      s00 = x0.fma(t0, s00);
      s01 = x1.fma(t0, s01);
      DoubleVector t1 = DoubleVector.broadcast(SPECIES, t[i + ROWS]);
      s10 = x0.fma(t1, s10);
      s11 = x1.fma(t1, s11);
      DoubleVector t2 = DoubleVector.broadcast(SPECIES, t[i + 2 * ROWS]);
      s20 = x0.fma(t2, s20);
      s21 = x1.fma(t2, s21);
      DoubleVector t3 = DoubleVector.broadcast(SPECIES, t[i + 3 * ROWS]);
      s30 = x0.fma(t3, s30);
      s31 = x1.fma(t3, s31);
      i++;
      j += 2 * LANES;
    }
    add(s00, sumsAt);
    add(s01, sumsAt + LANES);
    add(s10, sumsAt + 2 * LANES);
    add(s11, sumsAt + 3 * LANES);
    add(s20, sumsAt + 4 * LANES);
    add(s21, sumsAt + 5 * LANES);
    add(s30, sumsAt + 6 * LANES);
    add(s31, sumsAt + 7 * LANES);
  }

  /** Columns of the strip. */
  private void threeTransposed(int stripAt, int rightAt, int sumsAt) {
    double[] t = strip;
    double[] b = right;
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s01 = s00;
    DoubleVector s02 = s00;
    DoubleVector s10 = s00;
    DoubleVector s11 = s00;
    DoubleVector s12 = s00;
    DoubleVector s20 = s00;
    DoubleVector s21 = s00;
    DoubleVector s22 = s00;
    int i = stripAt;
    int j = rightAt;
    for (int k = 0; k < depth; k++) {
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, b, j + LANES);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, b, j + 2 * LANES);
      DoubleVector t0 = DoubleVector.broadcast(SPECIES, t[i]);
      s00 = x0.fma(t0, s00);
      s01 = x1.fma(t0, s01);
      s02 = x2.fma(t0, s02);
      DoubleVector t1 = DoubleVector.broadcast(SPECIES, t[i + ROWS]);
      s10 = x0.fma(t1, s10);
      s11 = x1.fma(t1, s11);
      s12 = x2.fma(t1, s12);
      DoubleVector t2 = DoubleVector.broadcast(SPECIES, t[i + 2 * ROWS]);
      s20 = x0.fma(t2, s20);
      s21 = x1.fma(t2, s21);
      s22 = x2.fma(t2, s22);
      i++;
      j += 3 * LANES;
    }
    add(s00, sumsAt);
    add(s01, sumsAt + LANES);
    add(s02, sumsAt + 2 * LANES);
    add(s10, sumsAt + 3 * LANES);
    add(s11, sumsAt + 4 * LANES);
    add(s12, sumsAt + 5 * LANES);
    add(s20, sumsAt + 6 * LANES);
    add(s21, sumsAt + 7 * LANES);
    add(s22, sumsAt + 8 * LANES);
  }

  private void add(DoubleVector sum, int at) {
    DoubleVector.fromArray(SPECIES, sums, at).add(sum).intoArray(sums, at);
  }
}

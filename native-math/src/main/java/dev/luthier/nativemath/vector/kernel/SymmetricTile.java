package dev.luthier.nativemath.vector.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost products of {@link SymmetricProduct}: a strip of S, where it is in memory, times a
 * slice of four or five columns of B, for both places that the strip stands for.
 *
 * <pre>
 *   name          meaning                                                        shape
 *   rightRows     slices of B, by rows                                       n × 4 or 5
 *   rightPanels   slices of B, by columns of PARTS elements                  n × 4 or 5
 *   sums          slices of S B, by columns of two vectors                   n × 4 or 5
 *   parts         for each column of the strip and of a slice, PARTS sums of products, of which
 *                 each is of every PARTS-th row
 * </pre>
 *
 * <p>Parts of the rate of multiplications that need no memory, on data in the first-level cache
 * (AMD Zen 3, JDK 25; S B and Sᵀ B): 2 × 5 sums 0.88 and 0.79, 2 × 4 0.85 and 0.77, 3 × 3 0.85 and
 * 0.76, 8 × 1 0.40 and 0.30. With S in an array, whose elements begin behind 16 bytes so that half
 * of the vectors cross lines, 2 × 4 had 0.75 and 0.70, and 2 × 5 0.5 where the compiler kept a sum
 * in memory.
 *
 * <p>Steps through a segment are fields on purpose: where the compiler knows a step, it unrolls the
 * loop by four and keeps all sums in memory (0.44 instead of 0.77).
 */
final class SymmetricTile {

  /** Rows of a strip are a multiple of this: two vectors, for every species. */
  static final int GROUP = 16;

  /** Partial sums across rows, whatever the species: bits do not depend on it. */
  static final int PARTS = 4;

  /** Rows in a tile of {@link #multiply}. */
  static final int HEIGHT = 2 * Species.LANES;

  /** Columns of the strip in a tile of {@link #multiplyTransposed}. */
  static final int COLUMNS = 2;

  private static final VectorSpecies<Double> SPECIES = Species.DOUBLES;
  private static final VectorSpecies<Double> QUARTET = Species.QUARTET;
  private static final int LANES = Species.LANES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final long VECTOR_BYTES = LANES * (long) Double.BYTES;

  double[] rightRows = new double[0];
  double[] rightPanels = new double[0];
  double[] sums = new double[0];
  double[] parts = new double[0];
  private MemorySegment memory = MemorySegment.NULL;
  private long stride;
  private long partsStride;

  /** Where strips are, and the bytes from column to column. */
  void in(MemorySegment segment, long columnStride) {
    memory = segment;
    stride = columnStride;
    partsStride = PARTS * (long) Double.BYTES;
  }

  /** Room for this many partial sums, which become 0. */
  void clearParts(int count) {
    if (parts.length < count) {
      parts = new double[count];
    }
    Arrays.fill(parts, 0, count, 0);
  }

  /** sums += strip · rightRows; {@code rows} is a multiple of GROUP. */
  void multiply(long stripAt, Shape shape, int rightAt, int sumsAt) {
    long at = stripAt;
    if (shape.width == 4) {
      for (int i = 0; i < shape.rows; i += HEIGHT) {
        twoByFour(at, rightAt, sumsAt + i * 4, shape.cols);
        at += 2 * VECTOR_BYTES;
      }
    } else {
      for (int i = 0; i < shape.rows; i += HEIGHT) {
        twoByFive(at, rightAt, sumsAt + i * 5, shape.cols);
        at += 2 * VECTOR_BYTES;
      }
    }
  }

  /** parts += stripᵀ · rightPanels; an even number of columns. */
  void multiplyTransposed(long stripAt, Shape shape, int rightAt, int partsAt) {
    int groups = shape.rows / PARTS;
    for (int part = 0; part < PARTS; part += Species.QUARTET_LANES) {
      long at = stripAt + part * (long) Double.BYTES;
      for (int j = 0; j < shape.cols; j += COLUMNS) {
        int to = partsAt + j * shape.width * PARTS + part;
        if (shape.width == 4) {
          twoByFourTransposed(at, rightAt + part, to, groups);
        } else {
          twoByFiveTransposed(at, rightAt + part, to, groups);
        }
        at += COLUMNS * stride;
      }
    }
  }

  /** Of a strip and the columns of B that it is multiplied with; used again. */
  static final class Shape {

    /** Of the strip, a multiple of GROUP. */
    int rows;

    /** Of the strip. */
    int cols;

    /** Columns of the slice. */
    int width;
  }

  /** 2 vectors of rows, 4 columns of B. */
  private void twoByFour(long stripAt, int rightAt, int sumsAt, int depth) {
    MemorySegment s = memory;
    long step = stride;
    double[] x = rightRows;
    double[] y = sums;
    DoubleVector y00 = DoubleVector.fromArray(SPECIES, y, sumsAt);
    DoubleVector y10 = DoubleVector.fromArray(SPECIES, y, sumsAt + LANES);
    DoubleVector y01 = DoubleVector.fromArray(SPECIES, y, sumsAt + 2 * LANES);
    DoubleVector y11 = DoubleVector.fromArray(SPECIES, y, sumsAt + 3 * LANES);
    DoubleVector y02 = DoubleVector.fromArray(SPECIES, y, sumsAt + 4 * LANES);
    DoubleVector y12 = DoubleVector.fromArray(SPECIES, y, sumsAt + 5 * LANES);
    DoubleVector y03 = DoubleVector.fromArray(SPECIES, y, sumsAt + 6 * LANES);
    DoubleVector y13 = DoubleVector.fromArray(SPECIES, y, sumsAt + 7 * LANES);
    long i = stripAt;
    int j = rightAt;
    for (int k = 0; k < depth; k++) {
      DoubleVector s0 = DoubleVector.fromMemorySegment(SPECIES, s, i, ORDER);
      DoubleVector s1 = DoubleVector.fromMemorySegment(SPECIES, s, i + VECTOR_BYTES, ORDER);
      DoubleVector x0 = DoubleVector.broadcast(SPECIES, x[j]);
      y00 = s0.fma(x0, y00);
      y10 = s1.fma(x0, y10);
      DoubleVector x1 = DoubleVector.broadcast(SPECIES, x[j + 1]);
      y01 = s0.fma(x1, y01);
      y11 = s1.fma(x1, y11);
      DoubleVector x2 = DoubleVector.broadcast(SPECIES, x[j + 2]);
      y02 = s0.fma(x2, y02);
      y12 = s1.fma(x2, y12);
      DoubleVector x3 = DoubleVector.broadcast(SPECIES, x[j + 3]);
      y03 = s0.fma(x3, y03);
      y13 = s1.fma(x3, y13);
      i += step;
      j += 4;
    }
    y00.intoArray(y, sumsAt);
    y10.intoArray(y, sumsAt + LANES);
    y01.intoArray(y, sumsAt + 2 * LANES);
    y11.intoArray(y, sumsAt + 3 * LANES);
    y02.intoArray(y, sumsAt + 4 * LANES);
    y12.intoArray(y, sumsAt + 5 * LANES);
    y03.intoArray(y, sumsAt + 6 * LANES);
    y13.intoArray(y, sumsAt + 7 * LANES);
  }

  /** 2 vectors of rows, 5 columns of B. */
  private void twoByFive(long stripAt, int rightAt, int sumsAt, int depth) {
    MemorySegment s = memory;
    long step = stride;
    double[] x = rightRows;
    double[] y = sums;
    DoubleVector y00 = DoubleVector.fromArray(SPECIES, y, sumsAt);
    DoubleVector y10 = DoubleVector.fromArray(SPECIES, y, sumsAt + LANES);
    DoubleVector y01 = DoubleVector.fromArray(SPECIES, y, sumsAt + 2 * LANES);
    DoubleVector y11 = DoubleVector.fromArray(SPECIES, y, sumsAt + 3 * LANES);
    DoubleVector y02 = DoubleVector.fromArray(SPECIES, y, sumsAt + 4 * LANES);
    DoubleVector y12 = DoubleVector.fromArray(SPECIES, y, sumsAt + 5 * LANES);
    DoubleVector y03 = DoubleVector.fromArray(SPECIES, y, sumsAt + 6 * LANES);
    DoubleVector y13 = DoubleVector.fromArray(SPECIES, y, sumsAt + 7 * LANES);
    DoubleVector y04 = DoubleVector.fromArray(SPECIES, y, sumsAt + 8 * LANES);
    DoubleVector y14 = DoubleVector.fromArray(SPECIES, y, sumsAt + 9 * LANES);
    long i = stripAt;
    int j = rightAt;
    for (int k = 0; k < depth; k++) {
      DoubleVector s0 = DoubleVector.fromMemorySegment(SPECIES, s, i, ORDER);
      DoubleVector s1 = DoubleVector.fromMemorySegment(SPECIES, s, i + VECTOR_BYTES, ORDER);
      DoubleVector x0 = DoubleVector.broadcast(SPECIES, x[j]);
      y00 = s0.fma(x0, y00);
      y10 = s1.fma(x0, y10);
      DoubleVector x1 = DoubleVector.broadcast(SPECIES, x[j + 1]);
      y01 = s0.fma(x1, y01);
      y11 = s1.fma(x1, y11);
      DoubleVector x2 = DoubleVector.broadcast(SPECIES, x[j + 2]);
      y02 = s0.fma(x2, y02);
      y12 = s1.fma(x2, y12);
      DoubleVector x3 = DoubleVector.broadcast(SPECIES, x[j + 3]);
      y03 = s0.fma(x3, y03);
      y13 = s1.fma(x3, y13);
      DoubleVector x4 = DoubleVector.broadcast(SPECIES, x[j + 4]);
      y04 = s0.fma(x4, y04);
      y14 = s1.fma(x4, y14);
      i += step;
      j += 5;
    }
    y00.intoArray(y, sumsAt);
    y10.intoArray(y, sumsAt + LANES);
    y01.intoArray(y, sumsAt + 2 * LANES);
    y11.intoArray(y, sumsAt + 3 * LANES);
    y02.intoArray(y, sumsAt + 4 * LANES);
    y12.intoArray(y, sumsAt + 5 * LANES);
    y03.intoArray(y, sumsAt + 6 * LANES);
    y13.intoArray(y, sumsAt + 7 * LANES);
    y04.intoArray(y, sumsAt + 8 * LANES);
    y14.intoArray(y, sumsAt + 9 * LANES);
  }

  /** 2 columns of the strip, 4 columns of B. */
  private void twoByFourTransposed(long stripAt, int rightAt, int partsAt, int groups) {
    MemorySegment s = memory;
    long step = partsStride;
    double[] x = rightPanels;
    double[] y = parts;
    DoubleVector y00 = DoubleVector.fromArray(QUARTET, y, partsAt);
    DoubleVector y10 = DoubleVector.fromArray(QUARTET, y, partsAt + PARTS);
    DoubleVector y01 = DoubleVector.fromArray(QUARTET, y, partsAt + 2 * PARTS);
    DoubleVector y11 = DoubleVector.fromArray(QUARTET, y, partsAt + 3 * PARTS);
    DoubleVector y02 = DoubleVector.fromArray(QUARTET, y, partsAt + 4 * PARTS);
    DoubleVector y12 = DoubleVector.fromArray(QUARTET, y, partsAt + 5 * PARTS);
    DoubleVector y03 = DoubleVector.fromArray(QUARTET, y, partsAt + 6 * PARTS);
    DoubleVector y13 = DoubleVector.fromArray(QUARTET, y, partsAt + 7 * PARTS);
    long i0 = stripAt;
    long i1 = i0 + stride;
    int j = rightAt;
    for (int k = 0; k < groups; k++) {
      DoubleVector s0 = DoubleVector.fromMemorySegment(QUARTET, s, i0, ORDER);
      DoubleVector s1 = DoubleVector.fromMemorySegment(QUARTET, s, i1, ORDER);
      DoubleVector x0 = DoubleVector.fromArray(QUARTET, x, j);
      y00 = s0.fma(x0, y00);
      y10 = s1.fma(x0, y10);
      DoubleVector x1 = DoubleVector.fromArray(QUARTET, x, j + PARTS);
      y01 = s0.fma(x1, y01);
      y11 = s1.fma(x1, y11);
      DoubleVector x2 = DoubleVector.fromArray(QUARTET, x, j + 2 * PARTS);
      y02 = s0.fma(x2, y02);
      y12 = s1.fma(x2, y12);
      DoubleVector x3 = DoubleVector.fromArray(QUARTET, x, j + 3 * PARTS);
      y03 = s0.fma(x3, y03);
      y13 = s1.fma(x3, y13);
      i0 += step;
      i1 += step;
      j += 4 * PARTS;
    }
    y00.intoArray(y, partsAt);
    y10.intoArray(y, partsAt + PARTS);
    y01.intoArray(y, partsAt + 2 * PARTS);
    y11.intoArray(y, partsAt + 3 * PARTS);
    y02.intoArray(y, partsAt + 4 * PARTS);
    y12.intoArray(y, partsAt + 5 * PARTS);
    y03.intoArray(y, partsAt + 6 * PARTS);
    y13.intoArray(y, partsAt + 7 * PARTS);
  }

  /** 2 columns of the strip, 5 columns of B. */
  private void twoByFiveTransposed(long stripAt, int rightAt, int partsAt, int groups) {
    MemorySegment s = memory;
    long step = partsStride;
    double[] x = rightPanels;
    double[] y = parts;
    DoubleVector y00 = DoubleVector.fromArray(QUARTET, y, partsAt);
    DoubleVector y10 = DoubleVector.fromArray(QUARTET, y, partsAt + PARTS);
    DoubleVector y01 = DoubleVector.fromArray(QUARTET, y, partsAt + 2 * PARTS);
    DoubleVector y11 = DoubleVector.fromArray(QUARTET, y, partsAt + 3 * PARTS);
    DoubleVector y02 = DoubleVector.fromArray(QUARTET, y, partsAt + 4 * PARTS);
    DoubleVector y12 = DoubleVector.fromArray(QUARTET, y, partsAt + 5 * PARTS);
    DoubleVector y03 = DoubleVector.fromArray(QUARTET, y, partsAt + 6 * PARTS);
    DoubleVector y13 = DoubleVector.fromArray(QUARTET, y, partsAt + 7 * PARTS);
    DoubleVector y04 = DoubleVector.fromArray(QUARTET, y, partsAt + 8 * PARTS);
    DoubleVector y14 = DoubleVector.fromArray(QUARTET, y, partsAt + 9 * PARTS);
    long i0 = stripAt;
    long i1 = i0 + stride;
    int j = rightAt;
    for (int k = 0; k < groups; k++) {
      DoubleVector s0 = DoubleVector.fromMemorySegment(QUARTET, s, i0, ORDER);
      DoubleVector s1 = DoubleVector.fromMemorySegment(QUARTET, s, i1, ORDER);
      DoubleVector x0 = DoubleVector.fromArray(QUARTET, x, j);
      y00 = s0.fma(x0, y00);
      y10 = s1.fma(x0, y10);
      DoubleVector x1 = DoubleVector.fromArray(QUARTET, x, j + PARTS);
      y01 = s0.fma(x1, y01);
      y11 = s1.fma(x1, y11);
      DoubleVector x2 = DoubleVector.fromArray(QUARTET, x, j + 2 * PARTS);
      y02 = s0.fma(x2, y02);
      y12 = s1.fma(x2, y12);
      DoubleVector x3 = DoubleVector.fromArray(QUARTET, x, j + 3 * PARTS);
      y03 = s0.fma(x3, y03);
      y13 = s1.fma(x3, y13);
      DoubleVector x4 = DoubleVector.fromArray(QUARTET, x, j + 4 * PARTS);
      y04 = s0.fma(x4, y04);
      y14 = s1.fma(x4, y14);
      i0 += step;
      i1 += step;
      j += 5 * PARTS;
    }
    y00.intoArray(y, partsAt);
    y10.intoArray(y, partsAt + PARTS);
    y01.intoArray(y, partsAt + 2 * PARTS);
    y11.intoArray(y, partsAt + 3 * PARTS);
    y02.intoArray(y, partsAt + 4 * PARTS);
    y12.intoArray(y, partsAt + 5 * PARTS);
    y03.intoArray(y, partsAt + 6 * PARTS);
    y13.intoArray(y, partsAt + 7 * PARTS);
    y04.intoArray(y, partsAt + 8 * PARTS);
    y14.intoArray(y, partsAt + 9 * PARTS);
  }
}

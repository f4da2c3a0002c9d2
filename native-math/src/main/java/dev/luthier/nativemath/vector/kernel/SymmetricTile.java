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
 * <p>With 32 registers of 512 bits Sᵀ B takes four columns of the strip at a time: 4 × 5 sums
 * reached 63 to 74 GFLOP/s, 2 × 5 46 to 48, on a strip in the second-level cache. There an index
 * that is computed from the step is faster than one that is added to (54); with 16 registers
 * slower.
 *
 * <p>Steps through a segment are fields on purpose: where the compiler knows a step, it unrolls the
 * loop by four and keeps all sums in memory (0.44 instead of 0.77).
 */
final class SymmetricTile {

  /** Rows of a strip are a multiple of this: two vectors, for every species. */
  static final int GROUP = 16;

  /** Partial sums across rows, whatever the species: bits do not depend on it. */
  static final int PARTS = 8;

  /** Rows in a tile of {@link #multiply}. */
  static final int HEIGHT = 2 * Species.LANES;

  /** Columns of the strip in a tile of {@link #multiplyTransposed}. */
  static final int COLUMNS = Species.MANY_REGISTERS ? 4 : 2;

  private static final VectorSpecies<Double> SPECIES = Species.DOUBLES;
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

  /** parts += stripᵀ · rightPanels; a multiple of COLUMNS columns. */
  void multiplyTransposed(long stripAt, Shape shape, int rightAt, int partsAt) {
    int groups = shape.rows / PARTS;
    long at = stripAt;
    for (int j = 0; j < shape.cols; j += COLUMNS) {
      int to = partsAt + j * shape.width * PARTS;
      for (int part = 0; part < PARTS; part += LANES) {
        long begin = at + part * (long) Double.BYTES;
        multiplyTransposed(begin, shape.width, rightAt + part, to + part, groups);
      }
      at += COLUMNS * stride;
    }
  }

  private void multiplyTransposed(long at, int width, int rightAt, int to, int groups) {
    if (Species.MANY_REGISTERS) {
      if (width == 4) {
        fourByFourTransposed(at, rightAt, to, groups);
      } else {
        fourByFiveTransposed(at, rightAt, to, groups);
      }
    } else if (width == 4) {
      twoByFourTransposed(at, rightAt, to, groups);
    } else {
      twoByFiveTransposed(at, rightAt, to, groups);
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
    DoubleVector y00 = DoubleVector.fromArray(SPECIES, y, partsAt);
    DoubleVector y10 = DoubleVector.fromArray(SPECIES, y, partsAt + PARTS);
    DoubleVector y01 = DoubleVector.fromArray(SPECIES, y, partsAt + 2 * PARTS);
    DoubleVector y11 = DoubleVector.fromArray(SPECIES, y, partsAt + 3 * PARTS);
    DoubleVector y02 = DoubleVector.fromArray(SPECIES, y, partsAt + 4 * PARTS);
    DoubleVector y12 = DoubleVector.fromArray(SPECIES, y, partsAt + 5 * PARTS);
    DoubleVector y03 = DoubleVector.fromArray(SPECIES, y, partsAt + 6 * PARTS);
    DoubleVector y13 = DoubleVector.fromArray(SPECIES, y, partsAt + 7 * PARTS);
    long i0 = stripAt;
    long i1 = i0 + stride;
    int j = rightAt;
    for (int k = 0; k < groups; k++) {
      DoubleVector s0 = DoubleVector.fromMemorySegment(SPECIES, s, i0, ORDER);
      DoubleVector s1 = DoubleVector.fromMemorySegment(SPECIES, s, i1, ORDER);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, j);
      y00 = s0.fma(x0, y00);
      y10 = s1.fma(x0, y10);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, j + PARTS);
      y01 = s0.fma(x1, y01);
      y11 = s1.fma(x1, y11);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, x, j + 2 * PARTS);
      y02 = s0.fma(x2, y02);
      y12 = s1.fma(x2, y12);
      DoubleVector x3 = DoubleVector.fromArray(SPECIES, x, j + 3 * PARTS);
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
    DoubleVector y00 = DoubleVector.fromArray(SPECIES, y, partsAt);
    DoubleVector y10 = DoubleVector.fromArray(SPECIES, y, partsAt + PARTS);
    DoubleVector y01 = DoubleVector.fromArray(SPECIES, y, partsAt + 2 * PARTS);
    DoubleVector y11 = DoubleVector.fromArray(SPECIES, y, partsAt + 3 * PARTS);
    DoubleVector y02 = DoubleVector.fromArray(SPECIES, y, partsAt + 4 * PARTS);
    DoubleVector y12 = DoubleVector.fromArray(SPECIES, y, partsAt + 5 * PARTS);
    DoubleVector y03 = DoubleVector.fromArray(SPECIES, y, partsAt + 6 * PARTS);
    DoubleVector y13 = DoubleVector.fromArray(SPECIES, y, partsAt + 7 * PARTS);
    DoubleVector y04 = DoubleVector.fromArray(SPECIES, y, partsAt + 8 * PARTS);
    DoubleVector y14 = DoubleVector.fromArray(SPECIES, y, partsAt + 9 * PARTS);
    long i0 = stripAt;
    long i1 = i0 + stride;
    int j = rightAt;
    for (int k = 0; k < groups; k++) {
      DoubleVector s0 = DoubleVector.fromMemorySegment(SPECIES, s, i0, ORDER);
      DoubleVector s1 = DoubleVector.fromMemorySegment(SPECIES, s, i1, ORDER);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, j);
      y00 = s0.fma(x0, y00);
      y10 = s1.fma(x0, y10);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, j + PARTS);
      y01 = s0.fma(x1, y01);
      y11 = s1.fma(x1, y11);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, x, j + 2 * PARTS);
      y02 = s0.fma(x2, y02);
      y12 = s1.fma(x2, y12);
      DoubleVector x3 = DoubleVector.fromArray(SPECIES, x, j + 3 * PARTS);
      y03 = s0.fma(x3, y03);
      y13 = s1.fma(x3, y13);
      DoubleVector x4 = DoubleVector.fromArray(SPECIES, x, j + 4 * PARTS);
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

  /** 4 columns of the strip, 4 columns of B. */
  private void fourByFourTransposed(long stripAt, int rightAt, int partsAt, int groups) {
    MemorySegment s = memory;
    long step = partsStride;
    double[] x = rightPanels;
    double[] y = parts;
    DoubleVector y00 = DoubleVector.fromArray(SPECIES, y, partsAt);
    DoubleVector y10 = DoubleVector.fromArray(SPECIES, y, partsAt + PARTS);
    DoubleVector y20 = DoubleVector.fromArray(SPECIES, y, partsAt + 2 * PARTS);
    DoubleVector y30 = DoubleVector.fromArray(SPECIES, y, partsAt + 3 * PARTS);
    DoubleVector y01 = DoubleVector.fromArray(SPECIES, y, partsAt + 4 * PARTS);
    DoubleVector y11 = DoubleVector.fromArray(SPECIES, y, partsAt + 5 * PARTS);
    DoubleVector y21 = DoubleVector.fromArray(SPECIES, y, partsAt + 6 * PARTS);
    DoubleVector y31 = DoubleVector.fromArray(SPECIES, y, partsAt + 7 * PARTS);
    DoubleVector y02 = DoubleVector.fromArray(SPECIES, y, partsAt + 8 * PARTS);
    DoubleVector y12 = DoubleVector.fromArray(SPECIES, y, partsAt + 9 * PARTS);
    DoubleVector y22 = DoubleVector.fromArray(SPECIES, y, partsAt + 10 * PARTS);
    DoubleVector y32 = DoubleVector.fromArray(SPECIES, y, partsAt + 11 * PARTS);
    DoubleVector y03 = DoubleVector.fromArray(SPECIES, y, partsAt + 12 * PARTS);
    DoubleVector y13 = DoubleVector.fromArray(SPECIES, y, partsAt + 13 * PARTS);
    DoubleVector y23 = DoubleVector.fromArray(SPECIES, y, partsAt + 14 * PARTS);
    DoubleVector y33 = DoubleVector.fromArray(SPECIES, y, partsAt + 15 * PARTS);
    long at1 = stripAt + stride;
    long at2 = at1 + stride;
    long at3 = at2 + stride;
    for (int k = 0; k < groups; k++) {
      long i = k * step;
      int j = rightAt + k * 4 * PARTS;
      DoubleVector s0 = DoubleVector.fromMemorySegment(SPECIES, s, stripAt + i, ORDER);
      DoubleVector s1 = DoubleVector.fromMemorySegment(SPECIES, s, at1 + i, ORDER);
      DoubleVector s2 = DoubleVector.fromMemorySegment(SPECIES, s, at2 + i, ORDER);
      DoubleVector s3 = DoubleVector.fromMemorySegment(SPECIES, s, at3 + i, ORDER);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, j);
      y00 = s0.fma(x0, y00);
      y10 = s1.fma(x0, y10);
      y20 = s2.fma(x0, y20);
      y30 = s3.fma(x0, y30);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, j + PARTS);
      y01 = s0.fma(x1, y01);
      y11 = s1.fma(x1, y11);
      y21 = s2.fma(x1, y21);
      y31 = s3.fma(x1, y31);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, x, j + 2 * PARTS);
      y02 = s0.fma(x2, y02);
      y12 = s1.fma(x2, y12);
      y22 = s2.fma(x2, y22);
      y32 = s3.fma(x2, y32);
      DoubleVector x3 = DoubleVector.fromArray(SPECIES, x, j + 3 * PARTS);
      y03 = s0.fma(x3, y03);
      y13 = s1.fma(x3, y13);
      y23 = s2.fma(x3, y23);
      y33 = s3.fma(x3, y33);
    }
    y00.intoArray(y, partsAt);
    y10.intoArray(y, partsAt + PARTS);
    y20.intoArray(y, partsAt + 2 * PARTS);
    y30.intoArray(y, partsAt + 3 * PARTS);
    y01.intoArray(y, partsAt + 4 * PARTS);
    y11.intoArray(y, partsAt + 5 * PARTS);
    y21.intoArray(y, partsAt + 6 * PARTS);
    y31.intoArray(y, partsAt + 7 * PARTS);
    y02.intoArray(y, partsAt + 8 * PARTS);
    y12.intoArray(y, partsAt + 9 * PARTS);
    y22.intoArray(y, partsAt + 10 * PARTS);
    y32.intoArray(y, partsAt + 11 * PARTS);
    y03.intoArray(y, partsAt + 12 * PARTS);
    y13.intoArray(y, partsAt + 13 * PARTS);
    y23.intoArray(y, partsAt + 14 * PARTS);
    y33.intoArray(y, partsAt + 15 * PARTS);
  }

  /** 4 columns of the strip, 5 columns of B. */
  private void fourByFiveTransposed(long stripAt, int rightAt, int partsAt, int groups) {
    MemorySegment s = memory;
    long step = partsStride;
    double[] x = rightPanels;
    double[] y = parts;
    DoubleVector y00 = DoubleVector.fromArray(SPECIES, y, partsAt);
    DoubleVector y10 = DoubleVector.fromArray(SPECIES, y, partsAt + PARTS);
    DoubleVector y20 = DoubleVector.fromArray(SPECIES, y, partsAt + 2 * PARTS);
    DoubleVector y30 = DoubleVector.fromArray(SPECIES, y, partsAt + 3 * PARTS);
    DoubleVector y01 = DoubleVector.fromArray(SPECIES, y, partsAt + 4 * PARTS);
    DoubleVector y11 = DoubleVector.fromArray(SPECIES, y, partsAt + 5 * PARTS);
    DoubleVector y21 = DoubleVector.fromArray(SPECIES, y, partsAt + 6 * PARTS);
    DoubleVector y31 = DoubleVector.fromArray(SPECIES, y, partsAt + 7 * PARTS);
    DoubleVector y02 = DoubleVector.fromArray(SPECIES, y, partsAt + 8 * PARTS);
    DoubleVector y12 = DoubleVector.fromArray(SPECIES, y, partsAt + 9 * PARTS);
    DoubleVector y22 = DoubleVector.fromArray(SPECIES, y, partsAt + 10 * PARTS);
    DoubleVector y32 = DoubleVector.fromArray(SPECIES, y, partsAt + 11 * PARTS);
    DoubleVector y03 = DoubleVector.fromArray(SPECIES, y, partsAt + 12 * PARTS);
    DoubleVector y13 = DoubleVector.fromArray(SPECIES, y, partsAt + 13 * PARTS);
    DoubleVector y23 = DoubleVector.fromArray(SPECIES, y, partsAt + 14 * PARTS);
    DoubleVector y33 = DoubleVector.fromArray(SPECIES, y, partsAt + 15 * PARTS);
    DoubleVector y04 = DoubleVector.fromArray(SPECIES, y, partsAt + 16 * PARTS);
    DoubleVector y14 = DoubleVector.fromArray(SPECIES, y, partsAt + 17 * PARTS);
    DoubleVector y24 = DoubleVector.fromArray(SPECIES, y, partsAt + 18 * PARTS);
    DoubleVector y34 = DoubleVector.fromArray(SPECIES, y, partsAt + 19 * PARTS);
    long at1 = stripAt + stride;
    long at2 = at1 + stride;
    long at3 = at2 + stride;
    for (int k = 0; k < groups; k++) {
      long i = k * step;
      int j = rightAt + k * 5 * PARTS;
      DoubleVector s0 = DoubleVector.fromMemorySegment(SPECIES, s, stripAt + i, ORDER);
      DoubleVector s1 = DoubleVector.fromMemorySegment(SPECIES, s, at1 + i, ORDER);
      DoubleVector s2 = DoubleVector.fromMemorySegment(SPECIES, s, at2 + i, ORDER);
      DoubleVector s3 = DoubleVector.fromMemorySegment(SPECIES, s, at3 + i, ORDER);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, j);
      y00 = s0.fma(x0, y00);
      y10 = s1.fma(x0, y10);
      y20 = s2.fma(x0, y20);
      y30 = s3.fma(x0, y30);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, j + PARTS);
      y01 = s0.fma(x1, y01);
      y11 = s1.fma(x1, y11);
      y21 = s2.fma(x1, y21);
      y31 = s3.fma(x1, y31);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, x, j + 2 * PARTS);
      y02 = s0.fma(x2, y02);
      y12 = s1.fma(x2, y12);
      y22 = s2.fma(x2, y22);
      y32 = s3.fma(x2, y32);
      DoubleVector x3 = DoubleVector.fromArray(SPECIES, x, j + 3 * PARTS);
      y03 = s0.fma(x3, y03);
      y13 = s1.fma(x3, y13);
      y23 = s2.fma(x3, y23);
      y33 = s3.fma(x3, y33);
      DoubleVector x4 = DoubleVector.fromArray(SPECIES, x, j + 4 * PARTS);
      y04 = s0.fma(x4, y04);
      y14 = s1.fma(x4, y14);
      y24 = s2.fma(x4, y24);
      y34 = s3.fma(x4, y34);
    }
    y00.intoArray(y, partsAt);
    y10.intoArray(y, partsAt + PARTS);
    y20.intoArray(y, partsAt + 2 * PARTS);
    y30.intoArray(y, partsAt + 3 * PARTS);
    y01.intoArray(y, partsAt + 4 * PARTS);
    y11.intoArray(y, partsAt + 5 * PARTS);
    y21.intoArray(y, partsAt + 6 * PARTS);
    y31.intoArray(y, partsAt + 7 * PARTS);
    y02.intoArray(y, partsAt + 8 * PARTS);
    y12.intoArray(y, partsAt + 9 * PARTS);
    y22.intoArray(y, partsAt + 10 * PARTS);
    y32.intoArray(y, partsAt + 11 * PARTS);
    y03.intoArray(y, partsAt + 12 * PARTS);
    y13.intoArray(y, partsAt + 13 * PARTS);
    y23.intoArray(y, partsAt + 14 * PARTS);
    y33.intoArray(y, partsAt + 15 * PARTS);
    y04.intoArray(y, partsAt + 16 * PARTS);
    y14.intoArray(y, partsAt + 17 * PARTS);
    y24.intoArray(y, partsAt + 18 * PARTS);
    y34.intoArray(y, partsAt + 19 * PARTS);
  }
}

package dev.luthier.nativemath.vector.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.luthier.nativemath.tile.Block;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of eight neighbouring columns with a single column, straight from memory: for operations
 * that read a large matrix once and compute little with it, which is faster than copying it to
 * arrays first.
 *
 * <pre>
 *   name    meaning                                                        shape
 *   s       eight columns of a matrix with contiguous columns              rows × 8
 *   parts   by columns of s, sums of every eighth product                  8 × 8
 * </pre>
 */
final class EightColumns {

  /** Columns, and also partial sums of each, whatever the species: bits do not depend on it. */
  static final int COUNT = 8;

  private static final VectorSpecies<Double> SPECIES = Species.DOUBLES;
  private static final int LANES = Species.LANES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final long WIDTH = Double.BYTES;

  private MemorySegment memory = MemorySegment.NULL;
  private long stride;
  private long vectorStep;
  private long partsStep;
  private int part;

  /** What {@link #dots} adds to. */
  final double[] parts = new double[COUNT * COUNT];

  /** The factors of the eight columns in {@link #add}. */
  final double[] factors = new double[COUNT];

  /** The matrix that the columns are in. */
  void of(Block matrix) {
    memory = matrix.memory;
    stride = matrix.colStride;
    vectorStep = LANES * WIDTH;
    partsStep = COUNT * WIDTH;
  }

  /** target(i) += Σ_j s(i, j) factors(j), one chain, for the columns that begin at an address. */
  void add(long at, double[] target, int to, int rows) {
    int whole = SPECIES.loopBound(rows);
    addVectors(at, target, to, whole);
    for (int i = whole; i < rows; i++) {
      double sum = target[to + i];
      for (int j = 0; j < COUNT; j++) {
        double element = memory.get(JAVA_DOUBLE, at + i * WIDTH + j * stride);
        sum = Math.fma(element, factors[j], sum);
      }
      target[to + i] = sum;
    }
  }

  private void addVectors(long at0, double[] target, int to, int rows) {
    MemorySegment s = memory;
    long at1 = at0 + stride;
    long at2 = at1 + stride;
    long at3 = at2 + stride;
    long at4 = at3 + stride;
    long at5 = at4 + stride;
    long at6 = at5 + stride;
    long at7 = at6 + stride;
    DoubleVector f0 = DoubleVector.broadcast(SPECIES, factors[0]);
    DoubleVector f1 = DoubleVector.broadcast(SPECIES, factors[1]);
    DoubleVector f2 = DoubleVector.broadcast(SPECIES, factors[2]);
    DoubleVector f3 = DoubleVector.broadcast(SPECIES, factors[3]);
    DoubleVector f4 = DoubleVector.broadcast(SPECIES, factors[4]);
    DoubleVector f5 = DoubleVector.broadcast(SPECIES, factors[5]);
    DoubleVector f6 = DoubleVector.broadcast(SPECIES, factors[6]);
    DoubleVector f7 = DoubleVector.broadcast(SPECIES, factors[7]);
    long step = vectorStep;
    long row = 0;
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, target, to + i);
      sum = DoubleVector.fromMemorySegment(SPECIES, s, at0 + row, ORDER).fma(f0, sum);
      sum = DoubleVector.fromMemorySegment(SPECIES, s, at1 + row, ORDER).fma(f1, sum);
      sum = DoubleVector.fromMemorySegment(SPECIES, s, at2 + row, ORDER).fma(f2, sum);
      sum = DoubleVector.fromMemorySegment(SPECIES, s, at3 + row, ORDER).fma(f3, sum);
      sum = DoubleVector.fromMemorySegment(SPECIES, s, at4 + row, ORDER).fma(f4, sum);
      sum = DoubleVector.fromMemorySegment(SPECIES, s, at5 + row, ORDER).fma(f5, sum);
      sum = DoubleVector.fromMemorySegment(SPECIES, s, at6 + row, ORDER).fma(f6, sum);
      sum = DoubleVector.fromMemorySegment(SPECIES, s, at7 + row, ORDER).fma(f7, sum);
      sum.intoArray(target, to + i);
      row += step;
    }
  }

  /**
   * parts(p, j) += Σ s(i, j) source(i) over i = p, p + 8, p + 16, …; eight columns from an address.
   */
  void dots(long at, double[] source, int from, int rows) {
    int whole = rows / COUNT * COUNT;
    for (part = 0; part < COUNT; part += LANES) {
      dotVectors(at, source, from, whole);
    }
    for (int i = whole; i < rows; i++) {
      for (int j = 0; j < COUNT; j++) {
        int p = j * COUNT + i - whole;
        double element = memory.get(JAVA_DOUBLE, at + i * WIDTH + j * stride);
        parts[p] = Math.fma(element, source[from + i], parts[p]);
      }
    }
  }

  private void dotVectors(long at, double[] source, int firstAt, int rows) {
    MemorySegment s = memory;
    double[] sums = parts;
    int p = part;
    int from = firstAt + p;
    long at0 = at + p * WIDTH;
    long at1 = at0 + stride;
    long at2 = at1 + stride;
    long at3 = at2 + stride;
    long at4 = at3 + stride;
    long at5 = at4 + stride;
    long at6 = at5 + stride;
    long at7 = at6 + stride;
    DoubleVector s0 = DoubleVector.fromArray(SPECIES, sums, p);
    DoubleVector s1 = DoubleVector.fromArray(SPECIES, sums, p + COUNT);
    DoubleVector s2 = DoubleVector.fromArray(SPECIES, sums, p + 2 * COUNT);
    DoubleVector s3 = DoubleVector.fromArray(SPECIES, sums, p + 3 * COUNT);
    DoubleVector s4 = DoubleVector.fromArray(SPECIES, sums, p + 4 * COUNT);
    DoubleVector s5 = DoubleVector.fromArray(SPECIES, sums, p + 5 * COUNT);
    DoubleVector s6 = DoubleVector.fromArray(SPECIES, sums, p + 6 * COUNT);
    DoubleVector s7 = DoubleVector.fromArray(SPECIES, sums, p + 7 * COUNT);
    long step = partsStep;
    long row = 0;
    for (int i = 0; i < rows; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, source, from + i);
      s0 = DoubleVector.fromMemorySegment(SPECIES, s, at0 + row, ORDER).fma(x, s0);
      s1 = DoubleVector.fromMemorySegment(SPECIES, s, at1 + row, ORDER).fma(x, s1);
      s2 = DoubleVector.fromMemorySegment(SPECIES, s, at2 + row, ORDER).fma(x, s2);
      s3 = DoubleVector.fromMemorySegment(SPECIES, s, at3 + row, ORDER).fma(x, s3);
      s4 = DoubleVector.fromMemorySegment(SPECIES, s, at4 + row, ORDER).fma(x, s4);
      s5 = DoubleVector.fromMemorySegment(SPECIES, s, at5 + row, ORDER).fma(x, s5);
      s6 = DoubleVector.fromMemorySegment(SPECIES, s, at6 + row, ORDER).fma(x, s6);
      s7 = DoubleVector.fromMemorySegment(SPECIES, s, at7 + row, ORDER).fma(x, s7);
      row += step;
    }
    s0.intoArray(sums, p);
    s1.intoArray(sums, p + COUNT);
    s2.intoArray(sums, p + 2 * COUNT);
    s3.intoArray(sums, p + 3 * COUNT);
    s4.intoArray(sums, p + 4 * COUNT);
    s5.intoArray(sums, p + 5 * COUNT);
    s6.intoArray(sums, p + 6 * COUNT);
    s7.intoArray(sums, p + 7 * COUNT);
  }

  /** The sum of the parts of a column, in pairs. */
  double sum(int col) {
    return Sums.ofEight(parts, col * COUNT);
  }

  /** Before the first rows. */
  void clear() {
    Arrays.fill(parts, 0);
  }
}

package dev.luthier.bench.bind;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/**
 * Memory laid out as the backend's: column-major, aligned to 64 bytes, with the leading dimension
 * that the backend chooses for this shape.
 *
 * @param elements from element (0, 0) on
 * @param leadingDimension the distance between columns in elements
 */
public record PlainMatrix(MemorySegment elements, int rows, int cols, int leadingDimension) {

  /** Copies a dense column-major array into this. */
  public PlainMatrix upload(double[] source) {
    for (int j = 0; j < cols; j++) {
      MemorySegment.copy(source, j * rows, elements, JAVA_DOUBLE, offset(j), rows);
    }
    return this;
  }

  /** The elements as a dense column-major array. */
  public double[] download() {
    double[] target = new double[rows * cols];
    for (int j = 0; j < cols; j++) {
      MemorySegment.copy(elements, JAVA_DOUBLE, offset(j), target, j * rows, rows);
    }
    return target;
  }

  /** this ← source, of the same shape and layout; one copy, padding and all. */
  public void copyFrom(PlainMatrix source) {
    elements.copyFrom(source.elements);
  }

  private long offset(int col) {
    return (long) col * leadingDimension * Double.BYTES;
  }
}

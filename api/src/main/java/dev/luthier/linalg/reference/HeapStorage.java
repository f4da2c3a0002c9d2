package dev.luthier.linalg.reference;

import dev.luthier.linalg.DeviceOutOfMemoryException;
import dev.luthier.linalg.Storage;
import java.util.Arrays;

/** An array, without padding between columns. */
final class HeapStorage implements Storage {

  /** Virtual machines refuse arrays within a few elements of the largest int. */
  private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

  private final double[] elements;
  private final int leadingDimension;

  HeapStorage(int rows, int cols) {
    leadingDimension = Math.max(1, rows);
    long length = (long) leadingDimension * cols;
    if (length > LARGEST_ARRAY) {
      throw new DeviceOutOfMemoryException(
          rows, cols, "an array holds at most " + LARGEST_ARRAY + " elements");
    }
    elements = new double[(int) length];
    poison();
  }

  double[] elements() {
    return elements;
  }

  /** Makes a use of uninitialised or freed memory visible. */
  void poison() {
    Arrays.fill(elements, Double.NaN);
  }

  @Override
  public int leadingDimension() {
    return leadingDimension;
  }
}

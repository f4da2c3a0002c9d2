package dev.luthier.gpu;

import dev.luthier.linalg.Storage;

/**
 * Memory of the device.
 *
 * @param address of element (0, 0); 0 if there are no elements
 * @param leadingDimension elements between neighbours in a row
 */
record DeviceStorage(long address, int leadingDimension) implements Storage {

  /** Columns begin at multiples of 128 bytes, what a warp reads at once. */
  private static final int ALIGNMENT = 16;

  /** Shorter columns are packed: most of them are single rows and small blocks. */
  private static final int SHORT = 32;

  static int leadingDimension(int rows) {
    if (rows <= SHORT || rows > Integer.MAX_VALUE - ALIGNMENT) {
      return Math.max(1, rows);
    }
    return (rows + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}

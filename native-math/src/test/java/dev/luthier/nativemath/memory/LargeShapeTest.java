package dev.luthier.nativemath.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.DeviceOutOfMemoryException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** Sizes and places beyond an int, without the memory. */
class LargeShapeTest {

  private static final int[] ORDERS = {46_340, 46_341, 50_000, 65_536, 1_000_000};

  @Test
  void placesOfElementsAreLong() {
    for (int n : ORDERS) {
      int leadingDimension = LeadingDimension.of(n, n);
      OffHeapMatrix matrix = new OffHeapMatrix(MemorySegment.NULL, n, n, leadingDimension);
      long last = Math.addExact(n - 1L, Math.multiplyExact(n - 1L, (long) leadingDimension));
      assertEquals(last, matrix.index(n - 1, n - 1));
      assertTrue(leadingDimension >= n && leadingDimension % 8 == 0 && leadingDimension % 512 != 0);
    }
    int most = Integer.MAX_VALUE;
    OffHeapMatrix largest = new OffHeapMatrix(MemorySegment.NULL, most, most, most);
    assertEquals((most - 1L) * (most + 1L), largest.index(most - 1, most - 1));
  }

  @Test
  void sizesOfBlocksHoldTheMatrix() {
    for (int n : ORDERS) {
      long bytes = 8L * LeadingDimension.of(n, n) * n;
      long size = MemoryPool.sizeClass(bytes);
      assertTrue(size >= bytes && size <= bytes + bytes / 4, () -> bytes + " in " + size);
    }
  }

  @Test
  void shapesBeyondTheLimitAreRefusedByName() {
    try (MemoryPool pool = new MemoryPool(1L << 30)) {
      for (int n : ORDERS) {
        var refusal =
            assertThrows(DeviceOutOfMemoryException.class, () -> pool.allocate(n, n), "order " + n);
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(n + " × " + n), message);
      }
      assertEquals(0, pool.bytesReserved());
    }
  }

  /** 2⁶⁵ bytes are 0 in 64 bits, and 2⁶³ are less than none. */
  @Test
  void shapesBeyondALongAreRefusedWhateverTheLimit() {
    try (MemoryPool pool = new MemoryPool(Long.MAX_VALUE)) {
      for (int cols : new int[] {Integer.MAX_VALUE, 1 << 30, 1 << 29}) {
        assertThrows(
            DeviceOutOfMemoryException.class, () -> pool.allocate(Integer.MAX_VALUE, cols));
      }
      assertEquals(0, pool.bytesInUse());
    }
  }
}

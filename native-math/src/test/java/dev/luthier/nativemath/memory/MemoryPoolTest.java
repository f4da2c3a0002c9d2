package dev.luthier.nativemath.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.DeviceOutOfMemoryException;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {

  private static final long MEBIBYTE = 1L << 20;

  @Test
  void blocksAreAlignedAndLongEnough() {
    try (MemoryPool pool = new MemoryPool(100 * MEBIBYTE)) {
      for (int rows : new int[] {0, 1, 7, 8, 9, 100, 512, 1_000}) {
        for (int cols : new int[] {0, 1, 3, 1_000}) {
          OffHeapStorage storage = pool.allocate(rows, cols);
          assertEquals(0, storage.segment().address() % 64);
          assertTrue(storage.leadingDimension() >= Math.max(1, rows));
          long needed = 8L * storage.leadingDimension() * cols;
          assertTrue(storage.segment().byteSize() >= needed);
        }
      }
    }
  }

  @Test
  void columnsAreAlignedAndAvoidMultiplesOfAPage() {
    assertEquals(8, LeadingDimension.of(8, 9));
    assertEquals(16, LeadingDimension.of(9, 9));
    assertEquals(1_000, LeadingDimension.of(1_000, 2));
    assertEquals(1_032, LeadingDimension.of(1_024, 2));
    assertEquals(1_024, LeadingDimension.of(1_024, 1));
    assertEquals(1, LeadingDimension.of(0, 3));
    assertEquals(Integer.MAX_VALUE, LeadingDimension.of(Integer.MAX_VALUE, 2));
  }

  @Test
  void freedBlockIsGivenOutAgain() {
    try (MemoryPool pool = new MemoryPool(100 * MEBIBYTE)) {
      for (int n : new int[] {10, 1_000}) {
        OffHeapStorage first = pool.allocate(n, n);
        pool.free(first);
        assertEquals(0, pool.bytesInUse());
        long reserved = pool.bytesReserved();
        OffHeapStorage second = pool.allocate(n, n);
        assertSame(first.block(), second.block());
        assertEquals(reserved, pool.bytesReserved());
        pool.free(second);
      }
    }
  }

  @Test
  void sizesThatGrowByARowMostlyShareABlock() {
    try (MemoryPool pool = new MemoryPool(1_000 * MEBIBYTE)) {
      int n = 600;
      for (; n < 700; n++) {
        pool.free(pool.allocate(n, n));
      }
      assertTrue(pool.bytesReserved() < 5 * 8L * n * n, () -> pool.bytesReserved() + " bytes");
    }
  }

  @Test
  void limitIsKeptAndFreeBlocksOfOtherSizesMakeRoom() {
    try (MemoryPool pool = new MemoryPool(10 * MEBIBYTE)) {
      OffHeapStorage large = pool.allocate(1_000, 800);
      assertThrows(DeviceOutOfMemoryException.class, () -> pool.allocate(1_000, 800));
      assertThrows(DeviceOutOfMemoryException.class, () -> pool.allocate(1, Integer.MAX_VALUE));
      pool.free(large);
      OffHeapStorage other = pool.allocate(1_000, 900);
      assertTrue(pool.bytesReserved() <= 10 * MEBIBYTE);
      pool.free(other);
      assertEquals(0, pool.bytesInUse());
    }
  }

  @Test
  void closingReturnsTheMemoryAndEndsThePool() {
    MemoryPool pool = new MemoryPool(100 * MEBIBYTE);
    OffHeapStorage small = pool.allocate(3, 3);
    OffHeapStorage large = pool.allocate(1_000, 1_000);
    assertTrue(large.segment().scope().isAlive());
    pool.close();
    pool.close();
    assertEquals(0, pool.bytesReserved());
    assertFalse(small.segment().scope().isAlive());
    assertFalse(large.segment().scope().isAlive());
    assertThrows(IllegalStateException.class, () -> pool.allocate(1, 1));
  }
}

package dev.luthier.nativemath.memory;

import dev.luthier.linalg.Storage;
import java.lang.foreign.MemorySegment;

/** A block of a pool with the leading dimension of the matrix in it. */
public final class OffHeapStorage implements Storage {

  private final MemoryPool.Block block;
  private final int leadingDimension;

  OffHeapStorage(MemoryPool.Block block, int leadingDimension) {
    this.block = block;
    this.leadingDimension = leadingDimension;
  }

  @Override
  public int leadingDimension() {
    return leadingDimension;
  }

  /** All of the block; at least as long as the matrix. */
  public MemorySegment segment() {
    return block.segment();
  }

  MemoryPool.Block block() {
    return block;
  }
}

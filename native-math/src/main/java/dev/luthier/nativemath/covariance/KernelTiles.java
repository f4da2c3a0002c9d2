package dev.luthier.nativemath.covariance;

import dev.luthier.nativemath.tile.Tiles;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tiles of one operation: each takes buffers that no other uses at the time. */
final class KernelTiles extends Tiles {

  /** One tile. */
  @FunctionalInterface
  interface Work {
    /** Computes it with buffers that hold anything. */
    void compute(int tile, StripKernel kernel);
  }

  private final CompiledKernel kernel;
  private final int slots;
  private final Work work;
  private final Queue<StripKernel> idle = new ConcurrentLinkedQueue<>();

  /**
   * For one run.
   *
   * @param slots of single points whose gradients a tile sums at the same time
   */
  KernelTiles(CompiledKernel kernel, int slots, Work work) {
    this.kernel = kernel;
    this.slots = slots;
    this.work = work;
  }

  @Override
  protected void compute(int tile) {
    StripKernel free = idle.poll();
    StripKernel buffers = free == null ? kernel.open(slots) : free;
    work.compute(tile, buffers);
    idle.add(buffers);
  }
}

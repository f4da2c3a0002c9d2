package dev.luthier.nativemath.tile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Kernels with their buffers, lent for a tile. There are as many as tiles were ever computed at the
 * same time, not as many as sessions: thousands of idle studies share a few. Thread-safe; guarded
 * by its own monitor.
 */
public final class WorkerPool {

  private final Supplier<? extends TileKernels> factory;
  private final Deque<Worker> idle = new ArrayDeque<>();

  /** A pool that is empty as yet. */
  public WorkerPool(Supplier<? extends TileKernels> factory) {
    this.factory = factory;
  }

  /** A worker for the caller alone, who gives it back. */
  Worker take() {
    synchronized (this) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return new Worker(factory.get());
  }

  synchronized void giveBack(Worker worker) {
    idle.push(worker);
  }
}

package dev.luthier.nativemath.vector;

import dev.luthier.nativemath.vector.kernel.DenseKernels;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Kernels with their buffers, lent for an operation. There are as many as operations ever ran at
 * the same time, not as many as sessions: thousands of idle studies share a few. Thread-safe;
 * guarded by its own monitor.
 */
final class KernelPool {

  private final Deque<DenseKernels> idle = new ArrayDeque<>();

  /** Kernels for the caller alone, who gives them back. */
  DenseKernels take() {
    synchronized (this) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return new DenseKernels();
  }

  synchronized void giveBack(DenseKernels kernels) {
    idle.push(kernels);
  }
}

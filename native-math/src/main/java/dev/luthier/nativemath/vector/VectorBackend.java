package dev.luthier.nativemath.vector;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.SessionRegistry;
import dev.luthier.nativemath.memory.MemoryPool;
import dev.luthier.nativemath.plain.OffHeapEngine;
import dev.luthier.nativemath.plain.OffHeapReduce;
import dev.luthier.nativemath.vector.kernel.DenseKernels;
import dev.luthier.nativemath.vector.kernel.Sums;

/** The memory and the kernels that sessions share. Links against the Vector API. */
final class VectorBackend implements Backend {

  private final BackendInfo info;
  private final MemoryPool pool = MemoryPool.asLargeAsTheHeap();
  private final KernelPool kernels = new KernelPool();
  private final SessionRegistry sessions = new SessionRegistry();

  VectorBackend() {
    info =
        new BackendInfo(
            VectorBackendProvider.NAME,
            "Vector API of Java "
                + Runtime.version().feature()
                + ", "
                + DenseKernels.vectorBits()
                + " bits",
            "processor, one thread a session");
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public Session openSession() {
    return sessions.open(
        new OffHeapEngine(
            pool,
            new VectorDense(kernels),
            new VectorFactor(kernels),
            new OffHeapReduce(Sums::dot)));
  }

  @Override
  public void close() {
    if (sessions.close()) {
      pool.close();
    }
  }

  MemoryPool pool() {
    return pool;
  }
}

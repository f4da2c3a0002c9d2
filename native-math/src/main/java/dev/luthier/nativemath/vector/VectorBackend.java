package dev.luthier.nativemath.vector;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.SessionRegistry;
import dev.luthier.nativemath.covariance.OffHeapCovariance;
import dev.luthier.nativemath.memory.MemoryPool;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import dev.luthier.nativemath.plain.OffHeapEngine;
import dev.luthier.nativemath.plain.OffHeapReduce;
import dev.luthier.nativemath.plain.SymmetricEigen;
import dev.luthier.nativemath.tile.TileScheduler;
import dev.luthier.nativemath.tile.TiledDense;
import dev.luthier.nativemath.tile.TiledFactor;
import dev.luthier.nativemath.tile.WorkerPool;
import dev.luthier.nativemath.vector.kernel.DenseKernels;
import dev.luthier.nativemath.vector.kernel.Sums;

/** The memory, the kernels and the threads that sessions share. Links against the Vector API. */
final class VectorBackend implements Backend {

  private final BackendInfo info;
  private final MemoryPool pool = MemoryPool.asLargeAsTheHeap();
  private final WorkerPool workers;
  private final TileScheduler scheduler;
  private final SessionRegistry sessions = new SessionRegistry();

  VectorBackend(int threads) {
    scheduler = new TileScheduler(threads);
    workers = new WorkerPool(() -> new DenseKernels(scheduler));
    info =
        new BackendInfo(
            VectorBackendProvider.NAME,
            "Vector API of Java "
                + Runtime.version().feature()
                + ", "
                + DenseKernels.vectorBits()
                + " bits",
            "processor, threads: " + threads);
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
            new TiledDense(scheduler, workers),
            new TiledFactor(scheduler, workers, VectorBackend::eigenSymmetric),
            new OffHeapReduce(Sums::dot),
            new OffHeapCovariance(scheduler)));
  }

  @Override
  public void close() {
    if (sessions.close()) {
      scheduler.close();
      pool.close();
    }
  }

  private static EigenOutcome eigenSymmetric(Matrix a, Matrix values, Matrix vectors) {
    return new SymmetricEigen(OffHeapMatrix.of(a))
        .run(OffHeapMatrix.of(values), OffHeapMatrix.of(vectors));
  }

  MemoryPool pool() {
    return pool;
  }
}

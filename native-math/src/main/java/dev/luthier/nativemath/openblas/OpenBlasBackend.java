package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.SessionRegistry;
import dev.luthier.nativemath.bind.OpenBlas;
import dev.luthier.nativemath.covariance.OffHeapCovariance;
import dev.luthier.nativemath.locate.OpenBlasSearch;
import dev.luthier.nativemath.memory.MemoryPool;
import dev.luthier.nativemath.plain.OffHeapEngine;
import dev.luthier.nativemath.plain.OffHeapReduce;
import dev.luthier.nativemath.tile.TileKernels;
import dev.luthier.nativemath.tile.TileScheduler;
import dev.luthier.nativemath.tile.TiledDense;
import dev.luthier.nativemath.tile.TiledFactor;
import dev.luthier.nativemath.tile.WorkerPool;
import dev.luthier.nativemath.vector.VectorKernels;

/** A loaded OpenBLAS, and the memory and the threads that its sessions share. */
final class OpenBlasBackend implements Backend {

  static final String NAME = "openblas";

  private final OpenBlas library;
  private final BackendInfo info;
  private final MemoryPool pool = MemoryPool.asLargeAsTheHeap();
  private final SessionRegistry sessions = new SessionRegistry();
  private final WorkerPool workers;
  private final TileScheduler scheduler;

  OpenBlasBackend(OpenBlasSearch.Found found, int threads) {
    library = found.library();
    scheduler = new TileScheduler(threads);
    workers = new WorkerPool(this::newKernels);
    info =
        new BackendInfo(
            NAME,
            "OpenBLAS "
                + library.version()
                + " "
                + library.core()
                + ", "
                + found.origin()
                + vectors(),
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
            new TiledFactor(scheduler, workers, new OpenBlasEigen(library.newLapack(), pool)),
            new OffHeapReduce(new ColumnDots(library.blas())),
            new OffHeapCovariance(scheduler)));
  }

  private TileKernels newKernels() {
    TileKernels kernels = new OpenBlasKernels(library.blas(), library.newLapack());
    return VectorKernels.areThere()
        ? new MixedKernels(kernels, VectorKernels.create(scheduler))
        : kernels;
  }

  /** What else results depend on. */
  private static String vectors() {
    return VectorKernels.areThere() ? ", Vector API " + VectorKernels.bits() + " bits" : "";
  }

  @Override
  public void close() {
    if (sessions.close()) {
      scheduler.close();
      pool.close();
    }
  }

  MemoryPool pool() {
    return pool;
  }
}

package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.SessionRegistry;
import dev.luthier.nativemath.bind.OpenBlas;
import dev.luthier.nativemath.locate.OpenBlasSearch;
import dev.luthier.nativemath.memory.MemoryPool;
import dev.luthier.nativemath.plain.OffHeapEngine;
import dev.luthier.nativemath.plain.OffHeapReduce;

/** A loaded OpenBLAS and the memory that its sessions share. */
final class OpenBlasBackend implements Backend {

  static final String NAME = "openblas";

  private final OpenBlas library;
  private final BackendInfo info;
  private final MemoryPool pool = MemoryPool.asLargeAsTheHeap();
  private final SessionRegistry sessions = new SessionRegistry();

  OpenBlasBackend(OpenBlasSearch.Found found) {
    library = found.library();
    info =
        new BackendInfo(
            NAME,
            "OpenBLAS " + library.version() + " " + library.core() + ", " + found.origin(),
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
            new OpenBlasDense(library.blas()),
            new OpenBlasFactor(library.newLapack(), pool),
            new OffHeapReduce(new ColumnDots(library.blas()))));
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

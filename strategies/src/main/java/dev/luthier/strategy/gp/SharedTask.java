package dev.luthier.strategy.gp;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that waits, runs or is done. Whoever needs its result first does it. */
class SharedTask<T> extends FutureTask<T> {
  SharedTask(Callable<T> work) {
    super(work);
  }

  /** The result; works here if nobody has begun to. */
  final T await() {
    run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("a fit failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

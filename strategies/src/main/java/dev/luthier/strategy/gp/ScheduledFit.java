package dev.luthier.strategy.gp;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A fit that waits, runs or is done. Whoever needs it first runs it; whoever needs it no longer
 * abandons it, without waiting for it, and nothing it holds is lost.
 */
final class ScheduledFit extends FutureTask<FittedModel> {
  ScheduledFit(Callable<FittedModel> fit) {
    super(fit);
  }

  /** The model; runs the fit here if nobody has begun it. */
  FittedModel await() {
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

  /** Gives up the model, whether it is there, is coming, or failed to. */
  void abandon() {
    if (!cancel(false) && state() == State.SUCCESS) {
      resultNow().close();
    }
  }

  /** A model that comes after it has been abandoned is closed by the thread that made it. */
  @Override
  protected void set(FittedModel model) {
    super.set(model);
    if (isCancelled()) {
      model.close();
    }
  }
}

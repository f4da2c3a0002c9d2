package dev.luthier.strategy.gp;

import java.util.concurrent.Callable;

/**
 * The making of a model. Whoever needs it no longer abandons it, without waiting for it, and
 * nothing it holds is lost.
 */
final class ScheduledFit extends SharedTask<FittedModel> {
  ScheduledFit(Callable<FittedModel> fit) {
    super(fit);
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

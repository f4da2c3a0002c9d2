package dev.luthier.strategy.gp;

import dev.luthier.linalg.Session;
import dev.luthier.strategy.Compute;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.ModelFit;
import dev.luthier.surrogate.OutputTransform;
import dev.luthier.surrogate.Points;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Which model answers when: by position in the log, never by clock.
 *
 * <pre>
 *   c                a position at which a fit is triggered: it sees the first c observations
 *   next(c)          c + max(1, ⌊c/20⌋), the trigger after it
 *   activation(c)    c where a fit takes milliseconds, next(c) where it does not
 *
 *   observations   … c ─────────── activation(c) ──────────────────► n
 *   the model        fit on these │ appended as one block │ appended one by one
 * </pre>
 *
 * <p>A fit depends on nothing but the observations it sees, not even on the fit before it, so that
 * a study that is opened again needs only the last one. (A start near the optimum comes from a fit
 * on part of the observations instead.) Between trigger and activation it runs in the background;
 * whoever asks from the activation on waits for it.
 *
 * <p>Used by one thread at a time.
 */
final class ModelSchedule implements AutoCloseable {
  /** Refitting sooner than after 5 % more data changes hyperparameters by less than their error. */
  private static final int PER_REFIT = 20;

  /** Up to here a fit costs no more than the search for one proposal, some ten milliseconds. */
  private static final int AT_ONCE = 100;

  private final Observations observations;
  private final ModelFamily family;
  private final Compute compute;
  private Optional<Scheduled> begun = Optional.empty();
  private Optional<Active> active = Optional.empty();

  ModelSchedule(Observations observations, ModelFamily family, Compute compute) {
    this.observations = observations;
    this.family = family;
    this.compute = compute;
  }

  /**
   * A fit and a process that has seen the first c observations, or none if the numbers did not
   * allow it.
   */
  private record Fitted(Optional<GaussianProcess> process, OutputTransform transform) {}

  private record Scheduled(int trigger, FutureTask<Fitted> task) {}

  private record Active(int trigger, Fitted fitted) {}

  /**
   * A model of all observations.
   *
   * @param process without targets
   * @param transform of values to targets
   */
  record Current(GaussianProcess process, OutputTransform transform) {}

  static int next(int trigger) {
    return trigger + Math.max(1, trigger / PER_REFIT);
  }

  static int activation(int trigger) {
    return trigger <= AT_ONCE ? trigger : next(trigger);
  }

  /** The last trigger whose fit is in force at n ≥ 1 observations. */
  static int inForceAt(int n) {
    int trigger = 1;
    while (activation(next(trigger)) <= n) {
      trigger = next(trigger);
    }
    return trigger;
  }

  /** Tells that observations have come; may begin a fit in the background. */
  void observed() {
    int n = observations.count();
    if (n > AT_ONCE) {
      int latest = inForceAt(n);
      int coming = next(latest) <= n ? next(latest) : latest;
      if (coming != trigger(begun) && coming != active.map(Active::trigger).orElse(-1)) {
        begin(coming);
        begun.map(Scheduled::task).ifPresent(compute.background()::execute);
      }
    }
  }

  /**
   * The model of all observations there are; at least one.
   *
   * @return empty if the numbers do not allow one
   */
  Optional<Current> current() {
    int trigger = inForceAt(observations.count());
    if (active.map(Active::trigger).orElse(-1) != trigger) {
      activate(trigger);
    }
    Fitted fitted = active.orElseThrow().fitted();
    return fitted
        .process()
        .filter(process -> appendUpTo(process, observations.count()))
        .map(process -> new Current(process, fitted.transform()));
  }

  @Override
  public void close() {
    begun.ifPresent(scheduled -> close(await(scheduled)));
    active.ifPresent(model -> close(model.fitted()));
    begun = Optional.empty();
    active = Optional.empty();
  }

  private void activate(int trigger) {
    active.ifPresent(model -> close(model.fitted()));
    active = Optional.empty();
    if (trigger(begun) != trigger) {
      begin(trigger);
    }
    Fitted fitted = await(begun.orElseThrow());
    begun = Optional.empty();
    fitted.process().ifPresent(process -> appendBlock(process, activation(trigger)));
    active = Optional.of(new Active(trigger, fitted));
  }

  private void begin(int trigger) {
    begun.ifPresent(superseded -> close(await(superseded)));
    Points points = observations.points(0, trigger);
    double[] values = observations.values(trigger);
    FutureTask<Fitted> task = new FutureTask<>(() -> fit(points, values));
    begun = Optional.of(new Scheduled(trigger, task));
  }

  /** The fit's result; a fit that nobody has begun runs here. */
  private static Fitted await(Scheduled scheduled) {
    scheduled.task().run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return scheduled.task().get();
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

  private Fitted fit(Points points, double[] values) {
    Session session = compute.openSession();
    try {
      ModelFit.Fitted fitted = ModelFit.defaults().fit(session, family, points, values);
      int room = next(next(points.count())) + AT_ONCE;
      return new Fitted(
          GaussianProcess.observing(session, fitted.report().model(), points, room),
          fitted.transform());
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void appendBlock(GaussianProcess process, int to) {
    if (to > process.count()) {
      process.append(observations.points(process.count(), to));
    }
  }

  private boolean appendUpTo(GaussianProcess process, int n) {
    for (int i = process.count(); i < n; i++) {
      if (!process.append(observations.points(i, i + 1))) {
        return false;
      }
    }
    return true;
  }

  private static int trigger(Optional<Scheduled> scheduled) {
    return scheduled.map(Scheduled::trigger).orElse(-1);
  }

  private static void close(Fitted fitted) {
    fitted.process().ifPresent(GaussianProcess::close);
  }
}

package dev.luthier.strategy.gp;

import dev.luthier.linalg.Session;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Workload;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.ModelFit;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.TargetTransform;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which model answers when: by position in the log, never by clock.
 *
 * <pre>
 *   observations   … c ─────────── activation(c) ──────────────────► n
 *   the model        fit on these │ appended as one block │ appended one by one
 * </pre>
 *
 * <p>Hyperparameters are a {@link FitChain}'s. Between trigger and activation ({@link Triggers})
 * fit and factorization run in the background; whoever asks from the activation on waits for them.
 *
 * <p>Used by one thread at a time.
 */
final class ModelSchedule implements AutoCloseable {
  /** Rows for open trials, so that a matrix need not move for some. */
  private static final int ROOM_FOR_OPEN = 100;

  private final Observations observations;
  private final int output;
  private final FitChain chain;
  private final Compute compute;

  /** For any number of observations. */
  private final Workload workload;

  /** By trigger: the fit to be in force next, and the one after it. */
  private final TreeMap<Integer, ScheduledFit> begun = new TreeMap<>();

  private Optional<Active> active = Optional.empty();

  /**
   * Of one output.
   *
   * @param output its index among those observed
   */
  ModelSchedule(
      Observations observations,
      int output,
      ModelFamily family,
      Compute compute,
      Workload workload) {
    this.observations = observations;
    this.output = output;
    this.chain = new FitChain(family, observations.outputs().get(output).fit(), compute, workload);
    this.compute = compute;
    this.workload = workload;
  }

  private record Active(int trigger, FittedModel fitted) {}

  /**
   * A model of the observations there are, or of enough of them.
   *
   * @param rows the observations that the process has seen, by index, in its order
   * @param process without targets
   * @param transform of values to targets
   * @param hasTrend whether targets follow what earlier studies say
   */
  record Current(
      int[] rows, GaussianProcess process, TargetTransform transform, boolean hasTrend) {}

  /** Tells that observations have come; may begin fits in the background. */
  void observed() {
    int n = observations.count();
    if (n > Triggers.AT_ONCE) {
      int inForce = Triggers.inForceAt(n);
      abandon(begun.headMap(inForce));
      if (!isActive(inForce)) {
        beginInBackground(inForce);
      }
      if (Triggers.next(inForce) <= n) {
        beginInBackground(Triggers.next(inForce));
      }
    }
  }

  /**
   * The model of all observations there are; at least one.
   *
   * @return empty if the numbers do not allow one
   */
  Optional<Current> current() {
    int trigger = Triggers.inForceAt(observations.count());
    if (!isActive(trigger)) {
      activate(trigger);
    }
    FittedModel fitted = active.orElseThrow().fitted();
    int n = observations.count();
    return fitted
        .process()
        .filter(process -> appendUpTo(process, fitted.rows().length - trigger, n))
        .map(
            process ->
                new Current(
                    rows(fitted, trigger, n), process, fitted.transform(), fitted.hasTrend()));
  }

  /** Those of the fit, then all since its trigger. */
  private static int[] rows(FittedModel fitted, int trigger, int n) {
    int[] rows = Arrays.copyOf(fitted.rows(), fitted.rows().length + n - trigger);
    Arrays.setAll(
        rows, i -> i < fitted.rows().length ? rows[i] : trigger + i - fitted.rows().length);
    return rows;
  }

  @Override
  public void close() {
    abandon(begun);
    active.ifPresent(model -> model.fitted().close());
    active = Optional.empty();
  }

  private boolean isActive(int trigger) {
    return active.isPresent() && active.get().trigger() == trigger;
  }

  /** A fit that failed is forgotten: the next question tries again. */
  private void activate(int trigger) {
    active.ifPresent(model -> model.fitted().close());
    active = Optional.empty();
    ScheduledFit scheduled = begun.remove(trigger);
    FittedModel fitted = (scheduled == null ? scheduled(trigger) : scheduled).await();
    fitted
        .process()
        .ifPresent(
            process -> process.append(observations.points(trigger, Triggers.activation(trigger))));
    active = Optional.of(new Active(trigger, fitted));
    chain.forgetBefore(trigger);
  }

  private void beginInBackground(int trigger) {
    if (!begun.containsKey(trigger)) {
      ScheduledFit scheduled = scheduled(trigger);
      begun.put(trigger, scheduled);
      compute.background().execute(scheduled);
    }
  }

  private static void abandon(Map<Integer, ScheduledFit> fits) {
    fits.values().forEach(ScheduledFit::abandon);
    fits.clear();
  }

  private ScheduledFit scheduled(int trigger) {
    Seen seen = observations.seen(output, trigger);
    SharedTask<ModelFit.Fitted> link = chain.link(trigger, c -> observations.seen(output, c));
    return new ScheduledFit(() -> model(seen, link.await()));
  }

  private FittedModel model(Seen seen, ModelFit.Fitted fitted) {
    Session session = compute.openSession(workload.at(seen.trigger()));
    boolean isOwned = false;
    try {
      Points points = seen.points();
      int room = Triggers.next(Triggers.next(points.count())) + ROOM_FOR_OPEN;
      var model =
          new FittedModel(
              seen.rows(),
              GaussianProcess.observing(session, fitted.report().model(), points, room),
              fitted.transform(),
              fitted.hasTrend());
      isOwned = true;
      return model;
    } finally {
      if (!isOwned) {
        session.close();
      }
    }
  }

  /**
   * Appends observations one at a time until the process has seen the first n.
   *
   * @param offset by which a process that has left some out is behind
   */
  private boolean appendUpTo(GaussianProcess process, int offset, int n) {
    for (int i = process.count() - offset; i < n; i++) {
      if (!process.append(observations.points(i, i + 1))) {
        return false;
      }
    }
    return true;
  }
}

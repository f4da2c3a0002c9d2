package dev.luthier.strategy.gp;

import dev.luthier.linalg.Session;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Workload;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.ModelFit;
import dev.luthier.surrogate.OutputTransform;
import dev.luthier.surrogate.Points;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

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
  /**
   * A refit for every twentieth of more data: all fits up to n together cost some seven of the
   * last.
   */
  private static final int PER_REFIT = 20;

  /** Up to here a whole ask, its fit included, stays well below a tenth of a second. */
  private static final int AT_ONCE = 100;

  /**
   * Observations of a fit: three matrices of 3,000² are 216 MB. Local models are what more
   * observations need.
   */
  static final int MOST_ROWS = 3_000;

  private final Observations observations;
  private final ModelFamily family;
  private final Compute compute;

  /** For any number of observations. */
  private final Workload workload;

  /** By trigger: the fit to be in force next, and the one after it. */
  private final TreeMap<Integer, ScheduledFit> begun = new TreeMap<>();

  private Optional<Active> active = Optional.empty();

  ModelSchedule(Observations observations, ModelFamily family, Compute compute, Workload workload) {
    this.observations = observations;
    this.family = family;
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
   */
  record Current(int[] rows, GaussianProcess process, OutputTransform transform) {}

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

  /** Tells that observations have come; may begin fits in the background. */
  void observed() {
    int n = observations.count();
    if (n > AT_ONCE) {
      int inForce = inForceAt(n);
      abandon(begun.headMap(inForce));
      if (!isActive(inForce)) {
        beginInBackground(inForce);
      }
      if (next(inForce) <= n) {
        beginInBackground(next(inForce));
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
    if (!isActive(trigger)) {
      activate(trigger);
    }
    FittedModel fitted = active.orElseThrow().fitted();
    int n = observations.count();
    return fitted
        .process()
        .filter(process -> appendUpTo(process, fitted.rows().length - trigger, n))
        .map(process -> new Current(rows(fitted, trigger, n), process, fitted.transform()));
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
        .ifPresent(process -> process.append(observations.points(trigger, activation(trigger))));
    active = Optional.of(new Active(trigger, fitted));
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
    double[] values = observations.values(trigger);
    int[] rows = mostTelling(values);
    Points points = observations.points(rows);
    double[] chosen = Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    return new ScheduledFit(() -> fit(new Seen(trigger, rows, points), chosen));
  }

  /**
   * All observations, or the best half of as many as there may be and an even sample of the others.
   */
  static int[] mostTelling(double[] values) {
    if (values.length <= MOST_ROWS) {
      return IntStream.range(0, values.length).toArray();
    }
    // NaN, which stands for a failure, is greater than all numbers.
    int[] ascending =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int best = MOST_ROWS / 2;
    int others = values.length - best;
    return IntStream.range(0, MOST_ROWS)
        .map(i -> i < best ? i : best + (int) ((i - best) * (long) others / (MOST_ROWS - best)))
        .map(i -> ascending[i])
        .sorted()
        .toArray();
  }

  /** What a fit may see: of the observations up to its trigger these rows. */
  private record Seen(int trigger, int[] rows, Points points) {}

  private FittedModel fit(Seen seen, double[] values) {
    Points points = seen.points();
    // By the trigger, which the log determines, and not by the rows, of which there is a bound.
    Session session = compute.openSession(workload.at(seen.trigger()));
    boolean isOwned = false;
    try {
      ModelFit.Fitted fitted = ModelFit.defaults().fit(session, family, points, values);
      int room = next(next(points.count())) + AT_ONCE;
      var model =
          new FittedModel(
              seen.rows(),
              GaussianProcess.observing(session, fitted.report().model(), points, room),
              fitted.transform());
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

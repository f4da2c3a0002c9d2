package dev.luthier.strategy.gp;

import dev.luthier.linalg.Session;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Workload;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.ModelFit;
import dev.luthier.surrogate.ObservedValues;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.TargetTransform;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

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
 * <p>Noise that is known is in units of the targets, and targets are scaled anew with every
 * observation; the factor is not. A row keeps the noise that the fit's observations give it, those
 * up to the trigger, until the next fit: a later row as well, so that it does not matter when it
 * was appended. It is off by what a tenth of more data changes in the scale.
 *
 * <p>Used by one thread at a time.
 */
final class ModelSchedule implements AutoCloseable {
  /** Rows for open trials, so that a matrix need not move for some. */
  private static final int ROOM_FOR_OPEN = 100;

  private final Observations observations;
  private final int output;
  private final FitChain chain;

  /** Variance of a target below which none is believed. */
  private final double leastNoise;

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
   * @param families to choose from at each fit, of one and the same prior of the noise
   */
  ModelSchedule(
      Observations observations,
      int output,
      List<ModelFamily> families,
      Compute compute,
      Workload workload) {
    this.observations = observations;
    this.output = output;
    this.chain =
        new FitChain(families, observations.outputs().get(output).fit(), compute, workload);
    this.leastNoise = families.getFirst().noiseVariance().least();
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

  /** The values of all observations there are; NaN where a trial failed. */
  double[] values() {
    return observations.values(output, observations.count());
  }

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
        .filter(process -> appendUpTo(n, process, fitted))
        .map(
            process ->
                new Current(
                    rows(fitted.seen(), n), process, fitted.transform(), fitted.hasTrend()));
  }

  /** Those of the fit, then all since its trigger. */
  private static int[] rows(Seen seen, int n) {
    int first = seen.rows().length;
    int[] rows = Arrays.copyOf(seen.rows(), first + n - seen.trigger());
    Arrays.setAll(rows, i -> i < first ? rows[i] : seen.trigger() + i - first);
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
        .ifPresent(process -> append(trigger, Triggers.activation(trigger), process, fitted));
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
              seen,
              GaussianProcess.observing(
                  session,
                  fitted.report().model(),
                  points,
                  noise(seen.observed(), seen, fitted.transform()),
                  room),
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

  /** Appends observations one at a time until the process has seen the first n. */
  private boolean appendUpTo(int n, GaussianProcess process, FittedModel fitted) {
    int leftOut = fitted.seen().trigger() - fitted.seen().rows().length;
    for (int i = process.count() + leftOut; i < n; i++) {
      if (!append(i, i + 1, process, fitted)) {
        return false;
      }
    }
    return true;
  }

  private boolean append(int from, int to, GaussianProcess process, FittedModel fitted) {
    ObservedValues later = observations.observed(output, IntStream.range(from, to).toArray());
    return process.append(
        observations.points(from, to), noise(later, fitted.seen(), fitted.transform()));
  }

  /** By the scale of what the fit has seen. */
  private double[] noise(ObservedValues observed, Seen seen, TargetTransform transform) {
    return observed.noise(transform, seen.observed().values(), leastNoise);
  }
}

package dev.luthier.bench.quality;

import dev.luthier.study.TrialContext;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Workers on a clock that only counts what trials are said to take: whoever is free takes a trial
 * at once, and time goes on to the next trial's end. One worker is a sequential run. Confined to
 * one thread.
 */
final class SimulatedWorkers {
  private final int count;
  private final PriorityQueue<Running> running =
      new PriorityQueue<>(
          Comparator.comparingDouble(Running::end).thenComparing(r -> r.trial.number()));
  private double now;

  private record Running(TrialContext trial, double end) {}

  SimulatedWorkers(int count) {
    this.count = count;
  }

  boolean hasFree() {
    return running.size() < count;
  }

  boolean isIdle() {
    return running.isEmpty();
  }

  /** A free worker begins now. */
  void begin(TrialContext trial, double duration) {
    if (!hasFree()) {
      throw new IllegalStateException("all " + count + " workers are busy");
    }
    running.add(new Running(trial, now + duration));
  }

  /** The trial that ends next; it is then. Of two that end together, the one begun first. */
  TrialContext next() {
    Running ended = running.remove();
    now = ended.end;
    return ended.trial;
  }

  double now() {
    return now;
  }
}

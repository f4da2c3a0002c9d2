package dev.luthier.cli.view;

import dev.luthier.run.RunListener;
import dev.luthier.study.Measurement;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Follows a run and keeps of it what a view shows: a bounded amount, however long the run. Guarded
 * by its monitor.
 */
public final class RunProgress implements RunListener {
  /** More rows than this of finished trials fit no terminal that people read. */
  private static final int RECENT = 64;

  private final StudySpec spec;
  private final InstantSource clock;
  private final Instant start;
  private final SortedMap<Long, Trial.Running> running = new TreeMap<>();
  private final Deque<Trial.Finished> recent = new ArrayDeque<>();
  private Optional<Trial.Completed> best = Optional.empty();
  private Tally tally = Tally.ZERO;
  private Tally tallyBefore = Tally.ZERO;
  private String notice = "";

  public RunProgress(StudySpec spec, InstantSource clock) {
    this.spec = spec;
    this.clock = clock;
    this.start = clock.instant();
  }

  @Override
  public synchronized void resumed(List<Trial.Finished> before) {
    before.forEach(this::count);
    tallyBefore = tally;
  }

  @Override
  public synchronized void started(Trial.Running trial) {
    running.put(trial.number(), trial);
  }

  @Override
  public synchronized void measured(long trial, Measurement measurement) {
    if (measurement.values().containsKey(spec.firstObjective().name())) {
      running.computeIfPresent(
          trial,
          (number, before) ->
              new Trial.Running(
                  number, before.configuration(), before.claim(), List.of(measurement)));
    }
  }

  @Override
  public synchronized void finished(Trial.Finished trial) {
    running.remove(trial.number());
    count(trial);
  }

  private void count(Trial.Finished trial) {
    recent.addFirst(trial);
    if (recent.size() > RECENT) {
      recent.removeLast();
    }
    tally = tally.plus(trial);
    if (trial instanceof Trial.Completed completed && spec.isNewBest(completed, best)) {
      best = Optional.of(completed);
    }
  }

  /** Tells the user something until the next notice. */
  public synchronized void notice(String text) {
    notice = text;
  }

  /** How many trials run now. */
  synchronized int running() {
    return running.size();
  }

  /** The best feasible trial so far; of equals the one that finished first. */
  synchronized Optional<Trial.Completed> best() {
    return best;
  }

  public synchronized RunSnapshot snapshot() {
    return new RunSnapshot(
        spec,
        new ArrayList<>(running.values()),
        new ArrayList<>(recent),
        best,
        tally,
        tallyBefore,
        start,
        clock.instant(),
        notice);
  }
}

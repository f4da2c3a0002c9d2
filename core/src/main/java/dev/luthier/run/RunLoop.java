package dev.luthier.run;

import dev.luthier.store.AppendResult;
import dev.luthier.study.Budget;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Objective;
import dev.luthier.study.Outcome;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One run of a study: keeps as many trials going as the budget allows, each on a platform thread of
 * its own, and ends when the budget, the strategy or the user says so.
 *
 * <p>The calling thread starts trials and watches their time limits. A trial that ignores its
 * interrupt is recorded as failed, and after a grace period no longer counts as running; its daemon
 * thread is left to itself.
 */
final class RunLoop {
  /**
   * How long an interrupted objective may take to return before its place is given to another
   * trial.
   */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(RunLoop.class.getName());

  private final Study study;
  private final Objective objective;
  private final Budget budget;
  private final RunControl control;
  private final RunListener listener;

  /** Guards running and finished. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final List<Slot> running = new ArrayList<>();
  private final List<Trial.Finished> finished = new ArrayList<>();

  /** Makes listener calls one at a time, without holding up the loop. */
  private final ReentrantLock listenerLock = new ReentrantLock();

  RunLoop(
      Study study, Objective objective, Budget budget, RunControl control, RunListener listener) {
    this.study = study;
    this.objective = objective;
    this.budget = budget;
    this.control = control;
    this.listener = listener;
  }

  /** A trial on its thread. */
  private static final class Slot {
    private final ActiveTrial trial;
    private final long deadline;
    private final Thread thread;
    private boolean stopped;

    Slot(ActiveTrial trial, long deadline, Thread thread) {
      this.trial = trial;
      this.deadline = deadline;
      this.thread = thread;
    }

    /** When the loop next has to look at this slot, in nanoTime. */
    long nextLook() {
      return stopped ? deadline + GRACE.toNanos() : deadline;
    }

    void stop() {
      stopped = true;
      trial.requestStop();
      thread.interrupt();
    }
  }

  RunReport run() {
    long start = System.nanoTime();
    long end = budget.timeout().map(timeout -> start + timeout.toNanos()).orElse(Long.MAX_VALUE);
    control.onChange(this::signal);
    try {
      StopReason reason = startTrials(end);
      StopReason last = finishTrials(reason);
      lock.lock();
      try {
        return new RunReport(
            last, finished, study.best(), Duration.ofNanos(System.nanoTime() - start));
      } finally {
        lock.unlock();
      }
    } finally {
      control.onChange(() -> {});
    }
  }

  /** Starts trials while there are places and wishes; returns why no more are started. */
  private StopReason startTrials(long end) {
    while (true) {
      Optional<StopReason> stop = wished().or(() -> study.done(budget));
      if (stop.isPresent()) {
        return stop.get();
      }
      if (System.nanoTime() - end >= 0) {
        return StopReason.TIMEOUT;
      }
      if (!awaitPlace(end)) {
        continue;
      }
      Asked asked = study.ask(1, budget);
      for (TrialContext trial : asked.trials()) {
        start((ActiveTrial) trial);
      }
      if (asked.done().isPresent()) {
        return asked.done().get();
      }
    }
  }

  /** Waits for the running trials, or gives them up when the user says so. */
  private StopReason finishTrials(StopReason reason) {
    lock.lock();
    try {
      while (!running.isEmpty()) {
        if (control.wish() == RunControl.Wish.ABANDON) {
          abandonAll();
          return StopReason.ABANDONED;
        }
        awaitChange(Long.MAX_VALUE);
      }
      return wished().orElse(reason);
    } finally {
      lock.unlock();
    }
  }

  private Optional<StopReason> wished() {
    return switch (control.wish()) {
      case GO_ON -> Optional.empty();
      case DRAIN -> Optional.of(StopReason.DRAINED);
      case ABANDON -> Optional.of(StopReason.ABANDONED);
    };
  }

  /** Waits until a trial may start, or something else has happened: false. */
  private boolean awaitPlace(long end) {
    lock.lock();
    try {
      if (running.size() < budget.parallelism()) {
        return true;
      }
      awaitChange(end);
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a signal, the given time, or the next time limit of a trial, which it then enforces.
   * Holds the lock.
   */
  @SuppressWarnings("WaitNotInLoop") // The callers loop.
  private void awaitChange(long until) {
    long next = until;
    for (Slot slot : running) {
      next = Math.min(next, slot.nextLook());
    }
    try {
      long wait = next == Long.MAX_VALUE ? next : next - System.nanoTime();
      if (wait > 0 && changed.awaitNanos(wait) > 0) {
        return;
      }
    } catch (InterruptedException e) {
      // Whoever interrupts the calling thread wants it back soon: as Ctrl-C twice.
      control.abandon();
      return;
    }
    enforceTimeLimits();
  }

  private void enforceTimeLimits() {
    long now = System.nanoTime();
    for (Slot slot : List.copyOf(running)) {
      if (slot.nextLook() == Long.MAX_VALUE || now - slot.nextLook() < 0) {
        continue;
      }
      if (slot.stopped) {
        running.remove(slot);
      } else {
        String limit = budget.trialTimeout().map(Duration::toString).orElse("");
        record(
            slot.trial,
            new Outcome.Failed(
                new Failure(Failure.Kind.TIMEOUT, "ran past its time limit " + limit)));
        slot.stop();
      }
    }
  }

  /**
   * Interrupts and records everything that runs, then waits a little for the threads to end. Holds
   * the lock.
   */
  private void abandonAll() {
    for (Slot slot : running) {
      record(slot.trial, new Outcome.Abandoned("stopped by the user"));
      slot.stop();
    }
    long end = System.nanoTime() + GRACE.toNanos();
    try {
      for (long wait = GRACE.toNanos();
          !running.isEmpty() && wait > 0;
          wait = end - System.nanoTime()) {
        changed.awaitNanos(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(ActiveTrial trial) {
    long deadline =
        budget
            .trialTimeout()
            .map(limit -> System.nanoTime() + limit.toNanos())
            .orElse(Long.MAX_VALUE);
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("luthier-trial-" + trial.number())
            .unstarted(() -> evaluate(trial));
    Slot slot = new Slot(trial, deadline, thread);
    lock.lock();
    try {
      running.add(slot);
    } finally {
      lock.unlock();
    }
    if (study.trial(trial.number()) instanceof Trial.Running claimed) {
      tellListener(() -> listener.started(claimed));
    }
    thread.start();
  }

  /** The body of a trial's thread. */
  private void evaluate(ActiveTrial trial) {
    Outcome outcome;
    try {
      outcome = Verdict.on(objective.evaluate(new ListenedTrial(trial, this)), study.spec());
    } catch (Throwable e) {
      // Whatever it throws, OutOfMemoryError and LinkageError included, is a finding about this
      // configuration.
      outcome = new Outcome.Failed(new Failure(Failure.Kind.EXCEPTION, describe(e)));
    }
    record(trial, outcome);
    lock.lock();
    try {
      running.removeIf(slot -> slot.trial == trial);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first record of a trial's end counts; a later one is a conflict and changes nothing. So
   * whoever stops a trial records first and interrupts then: the interrupt makes the objective
   * fail.
   */
  private void record(ActiveTrial trial, Outcome outcome) {
    AppendResult result = study.finish(trial.number(), outcome);
    if (result instanceof AppendResult.Appended
        && study.trial(trial.number()) instanceof Trial.Finished end) {
      lock.lock();
      try {
        finished.add(end);
      } finally {
        lock.unlock();
      }
      tellListener(() -> listener.finished(end));
    }
  }

  void measured(long trial, Measurement measurement) {
    tellListener(() -> listener.measured(trial, measurement));
  }

  private void tellListener(Runnable call) {
    listenerLock.lock();
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a listener failed; the study goes on", e);
    } finally {
      listenerLock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static String describe(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getMessage() == null) {
      cause = cause.getCause();
    }
    StackTraceElement[] trace = cause.getStackTrace();
    return cause + (trace.length > 0 ? " at " + trace[0] : "");
  }
}

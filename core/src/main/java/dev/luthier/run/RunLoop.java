package dev.luthier.run;

import dev.luthier.store.AppendResult;
import dev.luthier.store.StoreException;
import dev.luthier.study.Budget;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Objective;
import dev.luthier.study.Outcome;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import dev.luthier.study.TrialFailedException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One run of a study: keeps as many trials going as the budget allows, each on a platform thread of
 * its own, and ends when the budget, the strategy or the user says so.
 *
 * <p>The calling thread starts trials and watches their time limits. A trial that ignores its
 * interrupt for a grace period is recorded as failed and no longer counts as running; its daemon
 * thread is left to itself.
 */
final class RunLoop {
  /**
   * How long an interrupted objective may take to return before its place is given to another
   * trial.
   */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** A time that no run reaches, with room for a grace period behind it. */
  private static final long NEVER = Long.MAX_VALUE / 2;

  private static final System.Logger LOG = System.getLogger(RunLoop.class.getName());

  private final Study study;
  private final Objective objective;
  private final Budget budget;
  private final RunControl control;
  private final RunListener listener;
  private final long origin = System.nanoTime();

  /**
   * Whether the calling thread was interrupted, to be told when the run returns. Used by that
   * thread alone.
   */
  private boolean interrupted;

  /** The first error of the study itself, such as a store that cannot write: ends the run. */
  private final AtomicReference<Optional<Throwable>> broken =
      new AtomicReference<>(Optional.empty());

  /** Guards running and finished. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final List<Slot> running = new ArrayList<>();
  private final List<Trial.Finished> finished = new ArrayList<>();

  /** Makes listener calls one at a time; never taken while the loop's lock is held. */
  private final ReentrantLock listenerLock = new ReentrantLock();

  RunLoop(
      Study study, Objective objective, Budget budget, RunControl control, RunListener listener) {
    this.study = study;
    this.objective = Objects.requireNonNull(objective, "objective");
    this.budget = budget;
    this.control = control;
    this.listener = listener;
  }

  /** A trial on its thread. */
  private static final class Slot {
    private final ActiveTrial trial;
    private final long deadline;
    private final Thread thread;

    /** Guarded by the loop's lock. */
    private boolean stopped;

    Slot(ActiveTrial trial, long deadline, Thread thread) {
      this.trial = trial;
      this.deadline = deadline;
      this.thread = thread;
    }

    /** When the loop next has to look at this slot. */
    long nextLook() {
      return stopped ? deadline + GRACE.toNanos() : deadline;
    }

    void stop() {
      trial.requestStop();
      thread.interrupt();
    }
  }

  RunReport run() {
    long end = budget.timeout().map(Duration::toNanos).orElse(NEVER);
    control.onChange(this::signal);
    try {
      List<Trial.Finished> before = study.finished();
      if (!before.isEmpty()) {
        tellListener(() -> listener.resumed(before));
      }
      StopReason last = finishTrials(startTrials(end));
      broken.get().ifPresent(RunLoop::rethrow);
      lock.lock();
      try {
        return new RunReport(last, finished, study.best(), Duration.ofNanos(now()));
      } finally {
        lock.unlock();
      }
    } catch (RuntimeException | Error e) {
      // A bug in the strategy, a store that fails: nothing may go on running unseen.
      abandonAll("the run failed: " + e);
      throw e;
    } finally {
      control.onChange(() -> {});
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Starts trials while there are places and wishes; returns why no more are started. */
  private StopReason startTrials(long end) {
    while (true) {
      if (broken.get().isPresent()) {
        return StopReason.ABANDONED;
      }
      Optional<StopReason> stop = wished().or(() -> study.done(budget));
      if (stop.isPresent()) {
        return stop.get();
      }
      if (now() >= end) {
        return StopReason.TIMEOUT;
      }
      if (awaitChange(end, budget.parallelism(), RunControl.Wish.DRAIN)) {
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
    while (control.wish() != RunControl.Wish.ABANDON && broken.get().isEmpty()) {
      if (!awaitChange(NEVER, 1, RunControl.Wish.ABANDON)) {
        return reason;
      }
    }
    // Where the study is broken no result could be kept, and the user must hear of it now.
    abandonAll(broken.get().isEmpty() ? "stopped by the user" : "the run failed");
    return StopReason.ABANDONED;
  }

  private Optional<StopReason> wished() {
    return switch (control.wish()) {
      case GO_ON -> Optional.empty();
      case DRAIN -> Optional.of(StopReason.DRAINED);
      case ABANDON -> Optional.of(StopReason.ABANDONED);
    };
  }

  /**
   * Waits while at least {@code trials} run, until something happens, the given time comes, or a
   * trial reaches its limit, which is then enforced. Does not begin to wait once the user wishes
   * what the caller must heed.
   *
   * @return whether it had to wait
   */
  @SuppressWarnings("WaitNotInLoop") // The callers loop.
  private boolean awaitChange(long until, int trials, RunControl.Wish heeded) {
    lock.lock();
    try {
      if (running.size() < trials) {
        return false;
      }
      // Under the lock that the wish's signal needs too, so that it cannot pass unheard in between.
      if (control.wish().compareTo(heeded) >= 0) {
        return true;
      }
      long next = until;
      for (Slot slot : running) {
        next = Math.min(next, slot.nextLook());
      }
      changed.awaitNanos(next - now());
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      // Whoever interrupts the calling thread wants it back soon: as Ctrl-C twice.
      control.abandon();
    }
    enforceTimeLimits();
    return true;
  }

  /**
   * Interrupts trials that are past their limit, and fails and forgets those that then ignored
   * their interrupt.
   */
  private void enforceTimeLimits() {
    List<Slot> overdue = new ArrayList<>();
    List<Slot> lost = new ArrayList<>();
    long now = now();
    lock.lock();
    try {
      for (Slot slot : running) {
        if (slot.stopped && now >= slot.nextLook()) {
          lost.add(slot);
        } else if (!slot.stopped && now >= slot.deadline) {
          slot.stopped = true;
          overdue.add(slot);
        }
      }
      running.removeAll(lost);
    } finally {
      lock.unlock();
    }
    overdue.forEach(Slot::stop);
    lost.forEach(slot -> record(slot.trial, ranPastLimit("")));
  }

  private Outcome ranPastLimit(String detail) {
    // PT1M30S as people write it: 1m30s.
    String limit =
        budget
            .trialTimeout()
            .map(timeout -> timeout.toString().substring(2).toLowerCase(Locale.ROOT))
            .orElse("");
    return new Outcome.Failed(
        new Failure(Failure.Kind.TIMEOUT, "ran past its time limit of " + limit, detail));
  }

  /**
   * Records as abandoned and interrupts everything that runs, then waits a little for the threads
   * to end.
   */
  private void abandonAll(String reason) {
    List<Slot> slots;
    lock.lock();
    try {
      slots = List.copyOf(running);
    } finally {
      lock.unlock();
    }
    for (Slot slot : slots) {
      recordIfPossible(slot.trial, new Outcome.Abandoned(reason));
      slot.stop();
    }
    try {
      long end = now() + GRACE.toNanos();
      for (Slot slot : slots) {
        if (slot.thread.isAlive()) {
          slot.thread.join(Duration.ofNanos(end - now()));
        }
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }

  private void start(ActiveTrial trial) {
    long deadline = budget.trialTimeout().map(limit -> now() + limit.toNanos()).orElse(NEVER);
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
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // The system's limit on threads: this trial fails, those that run go on.
      record(trial, new Outcome.Failed(new Failure(Failure.Kind.EXCEPTION, Thrown.describe(e))));
      leave(trial);
    }
  }

  /** The body of a trial's thread. */
  private void evaluate(ActiveTrial trial) {
    Outcome outcome;
    try {
      outcome = Verdict.on(objective.evaluate(new ListenedTrial(trial, this)), study.spec());
    } catch (StoreException e) {
      // Says nothing about the configuration.
      breakWith(e);
      leave(trial);
      return;
    } catch (TrialFailedException e) {
      outcome = new Outcome.Failed(e.failure());
    } catch (Throwable e) {
      // Whatever it throws, OutOfMemoryError and LinkageError included, is a finding about this
      // configuration.
      outcome = new Outcome.Failed(new Failure(Failure.Kind.EXCEPTION, Thrown.describe(e)));
    }
    recordIfPossible(
        trial, isStopped(trial) ? ranPastLimit(detail(outcome)) : unlessPruned(trial, outcome));
    leave(trial);
  }

  /**
   * Of an objective that stopped because it was told to, whatever it returns or throws says less
   * than that: a value of half the work is no value of the objective.
   */
  private static Outcome unlessPruned(ActiveTrial trial, Outcome outcome) {
    return trial.heeded().<Outcome>map(Outcome.Pruned::new).orElse(outcome);
  }

  /** Whether a trial has been interrupted because of its limit. */
  private boolean isStopped(ActiveTrial trial) {
    lock.lock();
    try {
      return running.stream().anyMatch(slot -> slot.trial == trial && slot.stopped);
    } finally {
      lock.unlock();
    }
  }

  /** What an interrupted objective could still say, such as the last words of its command. */
  private static String detail(Outcome outcome) {
    return outcome instanceof Outcome.Failed(Failure failure) ? failure.detail() : "";
  }

  /** Where the study itself fails, the run ends with that error instead of hanging. */
  private void recordIfPossible(ActiveTrial trial, Outcome outcome) {
    try {
      record(trial, outcome);
    } catch (RuntimeException | Error e) {
      breakWith(e);
    }
  }

  /** Ends the run with an error of the study's own. */
  private void breakWith(Throwable e) {
    broken.compareAndSet(Optional.empty(), Optional.of(e));
    signal();
  }

  private void leave(ActiveTrial trial) {
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
   * whoever abandons a trial records first and interrupts then: the interrupt makes the objective
   * fail. At a time limit the interrupt comes first, and what the objective says is kept.
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

  /**
   * Takes a report. That it cannot be kept, or that the pruner throws, is the run's affair, not the
   * objective's.
   */
  void measured(ActiveTrial trial, Measurement measurement) {
    try {
      trial.advise(study.report(trial.number(), measurement));
    } catch (RuntimeException e) {
      breakWith(e);
    }
    tellListener(() -> listener.measured(trial.number(), measurement));
  }

  private void tellListener(Runnable call) {
    listenerLock.lock();
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "a listener failed; the study goes on", e);
    } finally {
      listenerLock.unlock();
    }
  }

  /** Nanoseconds since the run began. */
  private long now() {
    return System.nanoTime() - origin;
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static void rethrow(Throwable e) {
    switch (e) {
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException(e);
    }
  }
}

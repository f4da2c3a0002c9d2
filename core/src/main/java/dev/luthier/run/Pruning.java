package dev.luthier.run;

import dev.luthier.schedule.CompletedCurves;
import dev.luthier.schedule.LearningCurve;
import dev.luthier.schedule.Pruner;
import dev.luthier.store.AppendResult;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent.Measured;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the reports of running trials, and asks the study's pruner after each whether the trial
 * should stop.
 *
 * <p>By position in the log: the question after a report is about the events up to that report, the
 * trials that had completed by then, whatever has been appended since. So the log says what was
 * answered. Once said, it stands until the trial ends, in this process; after a restart the next
 * report is judged like any other.
 *
 * <p>Thread-safe; without a pruner nobody waits for anybody here.
 */
final class Pruning {
  private final StudyJournal journal;
  private final ObjectiveSpec objective;
  private final Optional<Pruner> pruner;

  /** Guards all that follows; taken before the journal's lock. */
  private final ReentrantLock lock = new ReentrantLock();

  private final CompletedCurves completed;
  private int seen;
  private final Map<Long, LearningCurve> running = new HashMap<>();

  /** Why trials should stop, by number. */
  private final Map<Long, String> advice = new HashMap<>();

  Pruning(StudyJournal journal, Optional<Pruner> pruner) {
    StudySpec spec = journal.spec();
    this.journal = journal;
    this.objective = spec.firstObjective();
    this.pruner = pruner;
    this.completed = new CompletedCurves(objective.direction());
  }

  /**
   * Records a report. O(k) for a trial's k reports, and what the pruner takes.
   *
   * @return why the trial should stop, if it should
   */
  Optional<String> report(long trial, Measurement measurement) {
    if (pruner.isEmpty()) {
      journal.appendToTrial(new Measured(trial, measurement));
      return Optional.empty();
    }
    lock.lock();
    try {
      AppendResult result = journal.appendToTrial(new Measured(trial, measurement));
      if (result instanceof AppendResult.Appended(StoredEvent stored)
          && isRunning(trial)
          && measurement.values().containsKey(objective.name())) {
        seeUpTo(stored.position());
        judge(trial, measurement);
      }
      return standing(trial);
    } finally {
      lock.unlock();
    }
  }

  /** Why a running trial should stop, if that has been said. */
  Optional<String> advice(long trial) {
    lock.lock();
    try {
      return standing(trial);
    } finally {
      lock.unlock();
    }
  }

  /** Of one that has ended it may still be there, until the next trial reports. */
  private Optional<String> standing(long trial) {
    return Optional.ofNullable(advice.get(trial)).filter(_ -> isRunning(trial));
  }

  private boolean isRunning(long trial) {
    return journal.read(state -> state.claim(trial)).isPresent();
  }

  private void judge(long trial, Measurement measurement) {
    LearningCurve known = running.get(trial);
    LearningCurve curve =
        known == null
            ? curve(trial, journal.trial(trial))
            : known.and(
                measurement.step(),
                measurement.values().getOrDefault(objective.name(), Double.NaN));
    running.put(trial, curve);
    if (curve.size() > 0) {
      pruner
          .orElseThrow()
          .shouldStop(curve, completed)
          .ifPresent(r -> advice.putIfAbsent(trial, r));
    }
  }

  /** Of a trial whose reports have not been followed from the first on. */
  private LearningCurve curve(long number, Trial trial) {
    List<Measurement> reports =
        switch (trial) {
          case Trial.Running r -> r.measurements();
          case Trial.Finished f -> f.measurements();
          case Trial.Pending _ -> List.of();
        };
    return LearningCurve.of(number, objective.direction(), objective.name(), reports);
  }

  /** Takes in the trials that had finished before a position of the log. */
  private void seeUpTo(long position) {
    List<Trial.Finished> news =
        journal.read(
            state -> {
              int before = state.finishedBefore(position);
              return before > seen ? state.finishedFrom(seen).subList(0, before - seen) : List.of();
            });
    for (Trial.Finished trial : news) {
      running.remove(trial.number());
      advice.remove(trial.number());
      if (trial instanceof Trial.Completed) {
        completed.add(curve(trial.number(), trial));
      }
    }
    seen += news.size();
  }
}

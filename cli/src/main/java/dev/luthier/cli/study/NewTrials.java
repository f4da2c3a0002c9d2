package dev.luthier.cli.study;

import dev.luthier.run.EvaluatedTrial;
import dev.luthier.space.Configuration;
import dev.luthier.study.Failure;
import dev.luthier.study.Outcome;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which trials of a file a study does not have yet. Two are the same when configuration, outcome
 * and timing are; a file that has one twice gives it to the study twice, but a second import of it
 * gives nothing.
 */
public final class NewTrials {
  private final StudySpec spec;
  private final Map<Key, Integer> known = new HashMap<>();

  private record Key(Configuration configuration, Outcome outcome, Trial.Timing timing) {}

  /** O(trials). */
  public NewTrials(StudySpec spec, List<Trial> trials) {
    this.spec = spec;
    for (Trial trial : trials) {
      if (trial instanceof Trial.Finished finished) {
        Key key = new Key(finished.configuration(), outcome(finished), finished.timing());
        known.merge(key, 1, Integer::sum);
      }
    }
  }

  /** Those that are new, in order.. */
  public List<EvaluatedTrial> of(List<EvaluatedTrial> trials) {
    List<EvaluatedTrial> fresh = new ArrayList<>();
    for (EvaluatedTrial trial : trials) {
      Configuration configuration = spec.space().configuration(trial.parameters());
      Key key = new Key(configuration, withoutDetail(trial.outcome()), trial.timing());
      int left = known.getOrDefault(key, 0);
      if (left > 0) {
        known.put(key, left - 1);
      } else {
        fresh.add(trial);
      }
    }
    return fresh;
  }

  private static Outcome outcome(Trial.Finished trial) {
    return withoutDetail(
        switch (trial) {
          case Trial.Completed completed -> new Outcome.Completed(completed.evaluation());
          case Trial.Failed failed -> new Outcome.Failed(failed.failure());
          case Trial.Pruned pruned -> new Outcome.Pruned(pruned.reason());
          case Trial.Abandoned abandoned -> new Outcome.Abandoned(abandoned.reason());
        });
  }

  /** A CSV has no details. */
  private static Outcome withoutDetail(Outcome outcome) {
    return outcome instanceof Outcome.Failed(Failure failure)
        ? new Outcome.Failed(new Failure(failure.kind(), failure.message()))
        : outcome;
  }
}

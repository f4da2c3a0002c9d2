package dev.luthier.testkit;

import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.TrialAdded;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.study.Budget;
import dev.luthier.study.Claim;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.EarlierStudy.Evaluated;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.Provenance;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events of a small study, for contracts of stores. */
final class SampleEvents {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final Outcome DONE = new Outcome.Completed(Evaluation.of(1.5));

  private SampleEvents() {}

  static StudyCreated created(String name) {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    StudySpec spec =
        new StudySpec(
            name,
            space.build(),
            List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
            List.of(),
            StrategySpec.named("random"),
            -1,
            Budget.trials(100).parallel(4).untilTarget(-1e300));
    EarlierStudy earlier =
        new EarlierStudy(
            "earlier", List.of(new Evaluated(Configuration.of(Map.of("y", 1L, "c", "a")), DONE)));
    return new StudyCreated(
        spec.withWarmStart(List.of(earlier)), new Provenance("0", "25", "none"));
  }

  static Configuration configuration(double x) {
    return Configuration.of(Map.of("x", x));
  }

  static TrialProposed proposalOf(long trial, Optional<String> key) {
    return new TrialProposed(trial, configuration(0.5), Origin.ENQUEUED, 1, key);
  }

  static TrialAdded additionOf(long trial, Optional<String> key) {
    Trial.Timing timing = new Trial.Timing("elsewhere", NOW, NOW.plusSeconds(1));
    List<Measurement> measurements = List.of(Measurement.of(1, "value", 1));
    return new TrialAdded(trial, configuration(0.25), measurements, timing, DONE, key);
  }

  static TrialClaimed claimOf(long trial, String worker, Instant since, Optional<String> key) {
    return new TrialClaimed(trial, new Claim(worker, since, since.plusSeconds(60)), key);
  }
}

package dev.luthier.bench.scenario;

import dev.luthier.run.EvaluatedTrial;
import dev.luthier.run.Study;
import dev.luthier.select.BackendWish;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import dev.luthier.surrogate.Points;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A study in memory with the strategy {@code gp} that has observations already. */
public final class GrowingStudy implements AutoCloseable {
  private final List<RealParameter> parameters;
  private final Study study;

  GrowingStudy(Observations of) {
    this(of.points(), of.values(), BackendWish.AUTO);
  }

  /** A study of observations in the unit cube, whose models are computed with a backend. */
  public GrowingStudy(Points points, double[] values, BackendWish backend) {
    var space = SearchSpace.builder();
    parameters =
        IntStream.range(0, points.dimension())
            .mapToObj(c -> space.add(RealParameter.linear("x" + c, 0, 1)))
            .toList();
    study =
        Study.create(
            new StudySpec(
                "bench",
                space.build(),
                List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
                List.of(),
                new StrategySpec("gp", Map.of()),
                0,
                Budget.UNLIMITED),
            new InMemoryStore(Clock.systemUTC()),
            Clock.systemUTC(),
            backend);
    study.add(trials(points, values));
  }

  public Study study() {
    return study;
  }

  /** The coordinates of a trial. */
  double[] point(TrialContext trial) {
    return parameters.stream().mapToDouble(trial.configuration()::get).toArray();
  }

  /** Answers a trial with the value of the function that was observed. */
  public void tell(TrialContext trial) {
    Points point = new Points(1, parameters.size(), point(trial));
    study.tell(trial.number(), Evaluation.of(Observations.value(point, 0)));
  }

  private static List<EvaluatedTrial> trials(Points points, double[] values) {
    var timing = new Trial.Timing("bench", Instant.EPOCH, Instant.EPOCH);
    List<EvaluatedTrial> trials = new ArrayList<>();
    for (int i = 0; i < points.count(); i++) {
      Map<String, Object> at = new LinkedHashMap<>();
      for (int c = 0; c < points.dimension(); c++) {
        at.put("x" + c, points.columns()[i + c * points.count()]);
      }
      var outcome = new Outcome.Completed(Evaluation.of(values[i]));
      trials.add(new EvaluatedTrial(at, List.of(), timing, outcome));
    }
    return trials;
  }

  @Override
  public void close() {
    study.close();
  }
}

package dev.luthier.explain;

import dev.luthier.run.Study;
import dev.luthier.space.Configuration;
import dev.luthier.store.StudyState;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale.Motive;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.Trial;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a study believes now. Immutable.
 *
 * @param motives how many of its trials were proposed for what reason
 * @param unexplained how many trials nobody gave a reason for: enqueued ones, those evaluated
 *     elsewhere, and those of a strategy that does not say
 * @param models of objectives and constraints, in the study's order; none where the strategy has no
 *     model, or too few trials yet
 * @param recommended the trial to build on, if there is one
 */
public record StudyExplanation(
    Map<Motive, Integer> motives,
    int unexplained,
    List<ModelSummary> models,
    Optional<Recommendation> recommended) {
  public StudyExplanation {
    motives = Map.copyOf(motives);
    models = List.copyOf(models);
  }

  /**
   * A trial to build on.
   *
   * @param isByModel whether it is the one that the strategy's model believes best, and not just
   *     the one with the best value
   * @param predictions of its objectives and constraints by the models there are
   */
  public record Recommendation(
      Trial.Completed trial, boolean isByModel, Map<String, Prediction> predictions) {
    public Recommendation {
      predictions = Map.copyOf(predictions);
    }
  }

  /** Of a study that is open. May take as long as an ask. */
  public static StudyExplanation of(Study study) {
    Optional<Configuration> believed = study.believedBest();
    Best best = study.read(state -> Best.of(state, believed));
    Optional<Seen> seen = study.surrogate(look(best));
    return study.read(state -> of(state, best, seen));
  }

  /**
   * Of a study that is only read: its model is fitted anew.
   *
   * @throws dev.luthier.error.InvalidInputException when its strategy is not installed here
   */
  public static StudyExplanation of(StudyState state) {
    try (PresentStrategy present = PresentStrategy.of(state)) {
      Best best = Best.of(state, present.recommend());
      return of(state, best, present.surrogate(look(best)));
    }
  }

  /** The trial to build on, and whether a model says so. */
  private record Best(Optional<Trial.Completed> trial, boolean isByModel) {
    static Best of(StudyState state, Optional<Configuration> believed) {
      Optional<Trial.Completed> byModel = believed.flatMap(state::bestOf);
      return new Best(byModel.or(state::best), byModel.isPresent());
    }
  }

  /** What is kept of a model that was looked at. */
  private record Seen(List<ModelSummary> models, Map<String, Prediction> atBest) {}

  private static Function<Surrogate, Seen> look(Best best) {
    return model ->
        new Seen(
            model.outputs().stream().map(ModelSummary::of).toList(),
            best.trial()
                .map(trial -> model.predict(List.of(trial.configuration())).getFirst())
                .orElse(Map.of()));
  }

  private static StudyExplanation of(StudyState state, Best best, Optional<Seen> seen) {
    Map<Motive, Integer> motives = new EnumMap<>(Motive.class);
    int explained = 0;
    for (long number = 0; number < state.trialCount(); number++) {
      var why = state.rationale(number);
      why.ifPresent(its -> motives.merge(its.motive(), 1, Integer::sum));
      explained += why.isPresent() ? 1 : 0;
    }
    return new StudyExplanation(
        motives,
        state.trialCount() - explained,
        seen.map(Seen::models).orElse(List.of()),
        best.trial()
            .map(
                trial ->
                    new Recommendation(
                        trial, best.isByModel(), seen.map(Seen::atBest).orElse(Map.of()))));
  }
}

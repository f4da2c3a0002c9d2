package dev.luthier.explain;

import dev.luthier.store.StudyState;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Why a trial's configuration was proposed, what was predicted of it, and what came. Immutable.
 *
 * @param isAdded whether it came finished, from elsewhere
 * @param rationale of the strategy, where it proposed the trial and said why
 * @param outputs objectives and constraints of which anything was predicted or has come
 */
public record TrialExplanation(
    Trial trial, boolean isAdded, Optional<Rationale> rationale, List<Output> outputs) {
  public TrialExplanation {
    outputs = List.copyOf(outputs);
  }

  /**
   * An objective or a constraint of the trial.
   *
   * @param predicted before it was evaluated
   * @param observed what it reported
   */
  public record Output(String name, Optional<Prediction> predicted, OptionalDouble observed) {

    /** By how many deviations what came is above what was predicted; empty if that is no number. */
    public OptionalDouble surprise() {
      if (predicted.isEmpty() || observed.isEmpty()) {
        return OptionalDouble.empty();
      }
      Prediction its = predicted.get();
      double deviations = (observed.getAsDouble() - its.mean()) / its.deviation();
      return Double.isFinite(deviations) ? OptionalDouble.of(deviations) : OptionalDouble.empty();
    }
  }

  /** Of a trial of the study; empty if there is none of that number. */
  public static Optional<TrialExplanation> of(StudyState state, long number) {
    return state.find(number).map(trial -> of(state, trial));
  }

  private static TrialExplanation of(StudyState state, Trial trial) {
    Optional<Rationale> why = state.rationale(trial.number());
    Map<String, Prediction> predictions = why.map(Rationale::predictions).orElse(Map.of());
    List<Output> outputs = new ArrayList<>();
    Stream.concat(
            state.spec().objectives().stream().map(objective -> objective.name()),
            state.spec().constraints().stream())
        .map(
            name ->
                new Output(name, Optional.ofNullable(predictions.get(name)), observed(trial, name)))
        .filter(output -> output.predicted().isPresent() || output.observed().isPresent())
        .forEach(outputs::add);
    return new TrialExplanation(trial, state.isAdded(trial.number()), why, outputs);
  }

  private static OptionalDouble observed(Trial trial, String name) {
    if (!(trial instanceof Trial.Completed completed)) {
      return OptionalDouble.empty();
    }
    Evaluation evaluation = completed.evaluation();
    Optional<Double> value =
        Optional.ofNullable(evaluation.values().get(name))
            .or(() -> Optional.ofNullable(evaluation.constraints().get(name)));
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}

package dev.luthier.run;

import dev.luthier.study.Measurement;
import dev.luthier.study.Outcome;
import dev.luthier.study.Trial;
import java.util.List;
import java.util.Map;

/**
 * A trial that was evaluated elsewhere: by another tuner, in another study, by hand.
 *
 * @param parameters names to values, as {@link dev.luthier.space.SearchSpace#configuration} takes
 *     them
 * @param measurements intermediate reports in order
 * @param timing when and by whom it was evaluated
 * @param outcome how it ended
 */
public record EvaluatedTrial(
    Map<String, Object> parameters,
    List<Measurement> measurements,
    Trial.Timing timing,
    Outcome outcome) {
  public EvaluatedTrial {
    parameters = Map.copyOf(parameters);
    measurements = List.copyOf(measurements);
  }
}

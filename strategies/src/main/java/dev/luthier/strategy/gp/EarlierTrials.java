package dev.luthier.strategy.gp;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Encoder;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Outcome;
import dev.luthier.surrogate.ObservedValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * An earlier study's trials as points of this study's space. Parameters are the same if they have
 * the same name; what else the earlier study had is forgotten. A trial with a value that this space
 * does not have is left out. Immutable.
 *
 * <pre>
 *   name      meaning                                                          shape
 *   trials    points, with ½ where a parameter is not known                    n
 *   observed  of the first objective                                           n
 *   unknown   parameters that no trial has, though nothing makes them inactive
 * </pre>
 */
record EarlierTrials(List<Candidate> trials, ObservedValues observed, Set<Integer> unknown) {

  /** The trials of a study that say something here; there may be none. */
  static EarlierTrials of(EarlierStudy study, SearchSpace space, Output output) {
    List<Candidate> trials = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    Set<Integer> unknown = new TreeSet<>();
    for (int i = 0; i < space.parameters().size(); i++) {
      if (isAlwaysActive(space.parameters().get(i), space)) {
        unknown.add(i);
      }
    }
    for (EarlierStudy.Evaluated trial : study.trials()) {
      Map<String, Object> raw = trial.configuration().asMap();
      Optional<Candidate> here = candidate(raw, space);
      if (here.isPresent()) {
        unknown.removeIf(i -> raw.containsKey(space.parameters().get(i).name()));
        trials.add(here.get());
        Optional<Evaluation> told =
            trial.outcome() instanceof Outcome.Completed(var evaluation)
                ? Optional.of(evaluation)
                : Optional.empty();
        values.add(told.map(output::value).orElse(Double.NaN));
        errors.add(told.map(e -> e.standardError().orElse(Double.NaN)).orElse(Double.NaN));
      }
    }
    return new EarlierTrials(
        List.copyOf(trials), new ObservedValues(array(values), array(errors)), Set.copyOf(unknown));
  }

  /** Whether there is a value. */
  boolean hasValues() {
    return Arrays.stream(observed.values()).anyMatch(v -> !Double.isNaN(v));
  }

  /** The point of a trial; none if this space does not have one of its values. */
  private static Optional<Candidate> candidate(Map<String, Object> raw, SearchSpace space) {
    double[] point = new double[space.parameters().size()];
    boolean[] active = new boolean[point.length];
    for (int i = 0; i < point.length; i++) {
      Parameter<?> parameter = space.parameters().get(i);
      Object value = raw.get(parameter.name());
      OptionalDouble coordinate =
          value == null ? OptionalDouble.of(Encoder.INACTIVE) : coordinate(parameter, value);
      if (coordinate.isEmpty()) {
        return Optional.empty();
      }
      point[i] = coordinate.getAsDouble();
      active[i] = value != null || isAlwaysActive(parameter, space);
    }
    return Optional.of(new Candidate(point, active));
  }

  private static boolean isAlwaysActive(Parameter<?> parameter, SearchSpace space) {
    return space.conditionOf(parameter).allOf().isEmpty();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(v -> v).toArray();
  }

  private static <T> OptionalDouble coordinate(Parameter<T> parameter, Object value) {
    try {
      return OptionalDouble.of(parameter.encode(parameter.valueOf(value)));
    } catch (InvalidInputException e) {
      return OptionalDouble.empty(); // The earlier study had a wider range, or another choice.
    }
  }
}

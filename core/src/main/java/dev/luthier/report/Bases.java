package dev.luthier.report;

import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.study.Direction;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The trials around which the surrogate is shown: the incumbent, and for a parameter that is
 * inactive there the best trial that has it.
 *
 * @param byMerit completed trials, feasible ones first, better ones first
 */
record Bases(List<Trial.Completed> byMerit) {

  static Bases of(StudySpec spec, List<Trial> trials) {
    List<Trial.Completed> completed = new ArrayList<>();
    for (Trial trial : trials) {
      if (trial instanceof Trial.Completed done) {
        completed.add(done);
      }
    }
    String first = spec.firstObjective().name();
    double sign = spec.firstObjective().direction() == Direction.MINIMIZE ? 1 : -1;
    completed.sort(
        Comparator.comparing((Trial.Completed trial) -> !trial.evaluation().isFeasible())
            .thenComparingDouble(trial -> sign * trial.evaluation().value(first)));
    return new Bases(completed);
  }

  /** The best trial in which all of these are active. */
  Optional<Trial.Completed> with(List<Parameter<?>> active) {
    return byMerit.stream()
        .filter(trial -> active.stream().allMatch(trial.configuration()::isActive))
        .findFirst();
  }

  /** Two parameters, the more important one first. */
  record Pair(Parameter<?> x, Parameter<?> y) {
    List<Parameter<?>> both() {
      return List.of(x, y);
    }
  }

  /** Of these parameters the first two that some trial has both of. */
  Optional<Pair> firstPair(List<Parameter<?>> ranked) {
    for (int i = 1; i < ranked.size(); i++) {
      for (int j = 0; j < i; j++) {
        Pair pair = new Pair(ranked.get(j), ranked.get(i));
        if (with(pair.both()).isPresent()) {
          return Optional.of(pair);
        }
      }
    }
    return Optional.empty();
  }

  /** The best value that a trial has for a parameter; the middle of its range if none has one. */
  Object bestValue(Parameter<?> parameter) {
    return byMerit.stream()
        .map(Trial.Completed::configuration)
        .flatMap(configuration -> configuration.find(parameter.name()).stream())
        .findFirst()
        .orElseGet(() -> parameter.decode(0.5));
  }

  /** Up to so many configurations, evenly over the trials. */
  List<Configuration> some(int count) {
    return Thinning.evenly(byMerit, count).stream().map(Trial.Completed::configuration).toList();
  }
}

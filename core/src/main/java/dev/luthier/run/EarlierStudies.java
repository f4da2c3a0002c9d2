package dev.luthier.run;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.store.EventLog;
import dev.luthier.store.StudyState;
import dev.luthier.store.StudyStore;
import dev.luthier.study.Direction;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.EarlierStudy.Evaluated;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a new study is told of earlier ones. Their trials are copied into its definition, so that it
 * is a function of its own log, whatever becomes of theirs.
 */
final class EarlierStudies {
  /**
   * Trials of one earlier study that are kept. A model of them costs n³ once and n² for every
   * proposal; and all of them are in the log's first event, which is read at every opening: 1,000
   * trials of ten parameters have about 400 kB.
   */
  static final int MOST = 1_000;

  private static final String FIELD = "warm_start";

  private final StudySpec spec;
  private final StudyStore store;

  private EarlierStudies(StudySpec spec, StudyStore store) {
    this.spec = spec;
    this.store = store;
  }

  /**
   * A new study's definition with all that it is to know of earlier studies.
   *
   * @param store where those are that are only named
   * @throws InvalidInputException when one is not there, or has nothing to say to this study
   */
  static StudySpec lookedUp(StudySpec spec, StudyStore store) {
    if (spec.warmStart().isEmpty()) {
      return spec;
    }
    EarlierStudies earlier = new EarlierStudies(spec, store);
    return spec.withWarmStart(spec.warmStart().stream().map(earlier::whole).toList());
  }

  /**
   * What a study has found out.
   *
   * @param finished its trials in the order in which they finished
   * @throws InvalidInputException when that is nothing
   */
  static EarlierStudy of(String name, List<? extends Trial.Finished> finished) {
    return informative(name, finished.stream().map(EarlierStudies::evaluated).toList());
  }

  private EarlierStudy whole(EarlierStudy study) {
    EarlierStudy found =
        study.trials().isEmpty() ? kept(study.name()) : informative(study.name(), study.trials());
    requireValues(found);
    requireCommonParameter(found);
    return new EarlierStudy(found.name(), mostTelling(found.trials()));
  }

  private EarlierStudy kept(String name) {
    EventLog log =
        store
            .find(name)
            .orElseThrow(() -> wrong(name, "is not in this store, which has " + store.studies()));
    StudyState state = log.replay(Optional.empty());
    log.release(); // Who has it open as well reads again what is freed here.
    requireObjectives(name, state.spec().objectives());
    return of(name, state.finishedFrom(0));
  }

  private void requireObjectives(String name, List<ObjectiveSpec> there) {
    for (ObjectiveSpec objective : spec.objectives()) {
      if (!there.contains(objective)) {
        throw wrong(
            name,
            "has the objectives "
                + there.stream().map(SpecChange::describe).toList()
                + ", and this study needs "
                + SpecChange.describe(objective));
      }
    }
  }

  /** As the log does that they were copied from, if they come from one. */
  private void requireValues(EarlierStudy study) {
    for (ObjectiveSpec objective : spec.objectives()) {
      for (Evaluated trial : study.trials()) {
        if (trial.outcome() instanceof Outcome.Completed(Evaluation evaluation)
            && Double.isNaN(evaluation.values().getOrDefault(objective.name(), Double.NaN))) {
          throw wrong(
              study.name(),
              "has a completed trial without a number for "
                  + objective.name()
                  + ": its values are "
                  + evaluation.values());
        }
      }
    }
  }

  private void requireCommonParameter(EarlierStudy study) {
    List<String> here = spec.space().parameters().stream().map(Parameter::name).toList();
    TreeSet<String> there =
        study.trials().stream()
            .flatMap(trial -> trial.configuration().asMap().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (Collections.disjoint(here, there)) {
      throw wrong(
          study.name(),
          "has no parameter in common with this study: there are " + there + ", here are " + here);
    }
  }

  /**
   * All trials; of more than {@link #MOST} the better half of so many, and an even sample of the
   * others, from the next best to the worst. In their order.
   */
  private List<Evaluated> mostTelling(List<Evaluated> trials) {
    if (trials.size() <= MOST) {
      return trials;
    }
    List<Integer> bestFirst =
        IntStream.range(0, trials.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> loss(trials.get(i))))
            .toList();
    int better = MOST / 2;
    int sampled = MOST - better;
    int others = trials.size() - better;
    BitSet told = new BitSet();
    bestFirst.subList(0, better).forEach(told::set);
    for (int i = 0; i < sampled; i++) {
      told.set(bestFirst.get(better + (int) ((long) i * others / sampled)));
    }
    return told.stream().mapToObj(trials::get).toList();
  }

  /** The first objective, to be minimized; NaN, which is sorted last, where there is no value. */
  private double loss(Evaluated trial) {
    if (!(trial.outcome() instanceof Outcome.Completed(Evaluation evaluation))) {
      return Double.NaN;
    }
    ObjectiveSpec objective = spec.firstObjective();
    double value = evaluation.value(objective.name());
    return objective.direction() == Direction.MINIMIZE ? value : -value;
  }

  /** The trials that say something about their configurations, as a log keeps them. */
  private static EarlierStudy informative(String name, List<Evaluated> finished) {
    List<Evaluated> trials = finished.stream().flatMap(EarlierStudies::written).toList();
    if (trials.isEmpty()) {
      throw wrong(
          name,
          "has no trial to learn from: it has "
              + finished.size()
              + " finished ones, and none is completed, failed or pruned");
    }
    return new EarlierStudy(name, trials);
  }

  /** Without the output of a command that failed, which nobody learns from. */
  private static Stream<Evaluated> written(Evaluated trial) {
    return switch (trial.outcome()) {
      case Outcome.Abandoned _ -> Stream.empty();
      case Outcome.Failed(Failure failure) ->
          written(trial, new Outcome.Failed(new Failure(failure.kind(), failure.message())));
      case Outcome.Completed _, Outcome.Pruned _ -> written(trial, trial.outcome());
    };
  }

  /** In the types that a log gives back, so that a study is the same in memory and read again. */
  private static Stream<Evaluated> written(Evaluated trial, Outcome outcome) {
    String parameters = JsonWriter.write(trial.configuration().asMap());
    return Stream.of(new Evaluated(Configuration.of(JsonReader.readObject(parameters)), outcome));
  }

  private static Evaluated evaluated(Trial.Finished trial) {
    Outcome outcome =
        switch (trial) {
          case Trial.Completed completed -> new Outcome.Completed(completed.evaluation());
          case Trial.Pruned pruned -> new Outcome.Pruned(pruned.reason());
          case Trial.Failed failed -> new Outcome.Failed(failed.failure());
          case Trial.Abandoned abandoned -> new Outcome.Abandoned(abandoned.reason());
        };
    return new Evaluated(trial.configuration(), outcome);
  }

  private static InvalidInputException wrong(String name, String reason) {
    return new InvalidInputException(FIELD, name, reason);
  }
}

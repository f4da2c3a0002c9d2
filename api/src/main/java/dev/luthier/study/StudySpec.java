package dev.luthier.study;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.SearchSpace;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The definition of a study: everything but its history.
 *
 * @param name identifies the study in its store; at most 255 characters
 * @param space what may be tuned
 * @param objectives what trials are judged by, at least one, differently named
 * @param constraints names of values that objectives report and that must be ≤ 0 for a trial to be
 *     feasible
 * @param strategy who proposes
 * @param seed all randomness of the study comes from it
 * @param budget when to stop
 * @param warmStart studies that the strategy learns from before this one's first trial, differently
 *     named
 * @param pruner who stops trials that promise little, if anybody does; with one objective only
 */
public record StudySpec(
    String name,
    SearchSpace space,
    List<ObjectiveSpec> objectives,
    List<String> constraints,
    StrategySpec strategy,
    long seed,
    Budget budget,
    List<EarlierStudy> warmStart,
    Optional<PrunerSpec> pruner) {

  /**
   * Characters of a name: it goes into messages, tables and file names, of which 255 is the most
   * that common file systems take, and the rest of a message has to be seen beside it.
   */
  private static final int LONGEST_NAME = 255;

  public StudySpec {
    if (name.isBlank()) {
      throw new InvalidInputException("name", name, "must not be blank");
    }
    if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw new InvalidInputException("name", name, "has at most " + LONGEST_NAME + " characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new InvalidInputException("name", name, "has half of a surrogate pair");
    }
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    if (objectives.isEmpty()) {
      throw new InvalidInputException("objectives", objectives, "must name at least one objective");
    }
    Set<String> names = new HashSet<>();
    for (ObjectiveSpec objective : objectives) {
      requireNew(names, "objectives", objective.name());
    }
    for (String constraint : constraints) {
      requireNew(names, "constraints", constraint);
    }
    if (pruner.isPresent() && objectives.size() > 1) {
      throw new InvalidInputException(
          "pruner",
          pruner.get().name(),
          "judges by one objective, and this study has " + objectives.size());
    }
    warmStart = List.copyOf(warmStart);
    Set<String> earlier = new HashSet<>(Set.of(name));
    for (EarlierStudy study : warmStart) {
      if (!earlier.add(study.name())) {
        String reason = study.name().equals(name) ? "is this study itself" : "is named twice";
        throw new InvalidInputException("warm_start", study.name(), reason);
      }
    }
  }

  /** A study that begins without knowledge, and evaluates every trial to its end. */
  public StudySpec(
      String name,
      SearchSpace space,
      List<ObjectiveSpec> objectives,
      List<String> constraints,
      StrategySpec strategy,
      long seed,
      Budget budget) {
    this(name, space, objectives, constraints, strategy, seed, budget, List.of(), Optional.empty());
  }

  /** The objective that {@code best}, targets and progress refer to. */
  public ObjectiveSpec firstObjective() {
    return objectives.getFirst();
  }

  /**
   * Whether a trial takes the place of the best one: it is feasible, and strictly better in the
   * first objective than the best so far, if there is one.
   */
  public boolean isNewBest(Trial.Completed trial, Optional<Trial.Completed> best) {
    ObjectiveSpec first = firstObjective();
    double value = trial.evaluation().value(first.name());
    return trial.evaluation().isFeasible()
        && (best.isEmpty()
            || first.direction().isBetter(value, best.get().evaluation().value(first.name())));
  }

  /**
   * The Pareto front of some trials: the feasible completed ones that no other of these dominates,
   * that is, none is at least as good in every objective and better in one. O(n log n) for n trials
   * and up to two objectives, O(K n (log n + f)) for K objectives and a front of f, at most n.
   *
   * @return in order of the first objective, best first, then of the next ones; of trials with
   *     equal values only the one that comes first in the list. With one objective at most one
   *     trial.
   */
  public List<Trial.Completed> front(List<? extends Trial> trials) {
    return TrialFront.of(objectives, trials);
  }

  public StudySpec withSpace(SearchSpace newSpace) {
    return new StudySpec(
        name, newSpace, objectives, constraints, strategy, seed, budget, warmStart, pruner);
  }

  public StudySpec withSeed(long newSeed) {
    return new StudySpec(
        name, space, objectives, constraints, strategy, newSeed, budget, warmStart, pruner);
  }

  public StudySpec withStrategy(StrategySpec newStrategy) {
    return new StudySpec(
        name, space, objectives, constraints, newStrategy, seed, budget, warmStart, pruner);
  }

  public StudySpec withBudget(Budget newBudget) {
    return new StudySpec(
        name, space, objectives, constraints, strategy, seed, newBudget, warmStart, pruner);
  }

  public StudySpec withWarmStart(List<EarlierStudy> earlier) {
    return new StudySpec(
        name, space, objectives, constraints, strategy, seed, budget, earlier, pruner);
  }

  /** As this, with trials that are stopped where they promise little. */
  public StudySpec withPruner(PrunerSpec newPruner) {
    return withPruner(Optional.of(newPruner));
  }

  public StudySpec withPruner(Optional<PrunerSpec> newPruner) {
    return new StudySpec(
        name, space, objectives, constraints, strategy, seed, budget, warmStart, newPruner);
  }

  private static void requireNew(Set<String> names, String field, String name) {
    if (!names.add(name)) {
      throw new InvalidInputException(field, name, "is named twice");
    }
  }
}

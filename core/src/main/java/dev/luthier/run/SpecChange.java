package dev.luthier.run;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonWriter;
import dev.luthier.study.Budget;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What may change between two runs of one study. Its history must stay a history of the same
 * question, so space, objectives, constraints, strategy and seed are fixed; the limits that decide
 * when it is over may grow; parallelism and time limits belong to the run, and are free.
 */
final class SpecChange {
  private static final String REMEDY =
      "; give the study another name, or another store, to begin anew";

  private final StudySpec before;
  private final StudySpec now;

  private SpecChange(StudySpec before, StudySpec now) {
    this.before = before;
    this.now = now;
  }

  /**
   * @throws InvalidInputException naming what differs, with both values
   */
  static void requirePermitted(StudySpec before, StudySpec now) {
    new SpecChange(before, now).check();
  }

  /**
   * To be asked first: a log can be replayed into an equal space only.
   *
   * @throws InvalidInputException naming the first parameter that differs
   */
  static void requireSameSpace(StudySpec before, StudySpec now) {
    SpecChange change = new SpecChange(before, now);
    SpaceChange.first(before.space(), now.space())
        .ifPresent(c -> change.same("space." + c.parameter(), c.before(), c.now()));
    change.same("space", before.space(), now.space());
  }

  private void check() {
    same(
        "objectives",
        before.objectives().stream().map(SpecChange::describe).toList(),
        now.objectives().stream().map(SpecChange::describe).toList());
    same("constraints", before.constraints(), now.constraints());
    same("strategy", describe(before.strategy()), describe(now.strategy()));
    same("seed", before.seed(), now.seed());
    notLess("budget.trials", before.budget().trials(), now.budget().trials());
    notLess("budget.no_improvement", before.budget().noImprovement(), now.budget().noImprovement());
    targetNotEasier(before.budget(), now.budget());
  }

  private void same(String field, Object old, Object current) {
    if (!current.equals(old)) {
      throw new InvalidInputException(
          field, current, "study " + before.name() + " was begun with " + old + REMEDY);
    }
  }

  /** No limit is the highest. */
  private void notLess(String field, OptionalLong old, OptionalLong current) {
    if (current.orElse(Long.MAX_VALUE) < old.orElse(Long.MAX_VALUE)) {
      String had = old.isPresent() ? Long.toString(old.getAsLong()) : "no limit";
      throw new InvalidInputException(
          field,
          current.getAsLong(),
          "study " + before.name() + " was given " + had + "; a budget may grow, not shrink");
    }
  }

  private void targetNotEasier(Budget old, Budget current) {
    if (current.target().isEmpty()) {
      return;
    }
    double target = current.target().getAsDouble();
    boolean isEasier =
        old.target().isEmpty()
            || before.firstObjective().direction().isBetter(old.target().getAsDouble(), target);
    if (isEasier) {
      String had = old.target().isPresent() ? "" + old.target().getAsDouble() : "no target";
      throw new InvalidInputException(
          "budget.target",
          target,
          "study " + before.name() + " was given " + had + "; a budget may grow, not shrink");
    }
  }

  private static String describe(ObjectiveSpec objective) {
    return objective.name() + ": " + objective.direction().name().toLowerCase(Locale.ROOT);
  }

  /** As text, in which 1 is 1 whatever type it was given as. */
  private static String describe(StrategySpec strategy) {
    Map<String, Object> options = new TreeMap<>(strategy.options());
    return strategy.name() + (options.isEmpty() ? "" : " " + JsonWriter.write(options));
  }
}

package dev.luthier.run;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonWriter;
import dev.luthier.study.Budget;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What may change between two runs of one study. Its history must stay a history of the same
 * question, so space, objectives, constraints, strategy, pruner, seed and the names of the studies
 * it began with are fixed; the limits that decide when it is over may grow; parallelism and time
 * limits belong to the run, and are free.
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
   * @throws InvalidInputException naming what differs besides the budget, with both values
   */
  static void requireSameQuestion(StudySpec before, StudySpec now) {
    new SpecChange(before, now).check();
  }

  /**
   * @throws InvalidInputException naming the limit that would shrink
   */
  static void requireNoLess(StudySpec before, StudySpec now) {
    shrinkage(before, now)
        .ifPresent(
            shrinkage -> {
              throw shrinkage;
            });
  }

  /** What would shrink the budget, if anything does. */
  static Optional<InvalidInputException> shrinkage(StudySpec before, StudySpec now) {
    SpecChange change = new SpecChange(before, now);
    Budget old = before.budget();
    Budget current = now.budget();
    return change
        .less("budget.trials", old.trials(), current.trials())
        .or(
            () ->
                change.less("budget.no_improvement", old.noImprovement(), current.noImprovement()))
        .or(() -> change.easierTarget(old, current));
  }

  /**
   * To be asked first: a log can be replayed into an equal space only.
   *
   * @throws InvalidInputException naming the first parameter that differs
   */
  static void requireSameSpace(StudySpec before, StudySpec now) {
    if (before.space().isOpen() && now.space().isOpen()) {
      return; // What it has grown to is its history, not its definition.
    }
    SpecChange change = new SpecChange(before, now);
    SpaceChange.first(before.space(), now.space())
        .ifPresent(c -> change.sameSpace("space." + c.parameter(), c.before(), c.now()));
    change.sameSpace("space", before.space(), now.space());
  }

  private void check() {
    same(
        "objectives",
        before.objectives().stream().map(SpecChange::describe).toList(),
        now.objectives().stream().map(SpecChange::describe).toList());
    same("constraints", before.constraints(), now.constraints());
    same("strategy", describe(before.strategy()), describe(now.strategy()));
    same("pruner", pruner(before), pruner(now));
    same("seed", before.seed(), now.seed());
    same("warm_start", earlier(before), earlier(now));
  }

  private void same(String field, Object old, Object current) {
    same(field, old, current, REMEDY);
  }

  private void sameSpace(String field, Object old, Object current) {
    same(
        field,
        old,
        current,
        "; give the study another name, with warm_start: ["
            + before.name()
            + "] to learn from these trials, or another store, to begin anew");
  }

  private void same(String field, Object old, Object current, String remedy) {
    if (!current.equals(old)) {
      throw new InvalidInputException(
          field, current, "study " + before.name() + " was begun with " + old + remedy);
    }
  }

  /** No limit is the highest. */
  private Optional<InvalidInputException> less(
      String field, OptionalLong old, OptionalLong current) {
    if (current.orElse(Long.MAX_VALUE) >= old.orElse(Long.MAX_VALUE)) {
      return Optional.empty();
    }
    String had = old.isPresent() ? Long.toString(old.getAsLong()) : "no limit";
    return Optional.of(shrinks(field, current.getAsLong(), had));
  }

  private Optional<InvalidInputException> easierTarget(Budget old, Budget current) {
    if (current.target().isEmpty()) {
      return Optional.empty();
    }
    double target = current.target().getAsDouble();
    boolean isEasier =
        old.target().isEmpty()
            || before.firstObjective().direction().isBetter(old.target().getAsDouble(), target);
    String had =
        old.target().isPresent() ? Double.toString(old.target().getAsDouble()) : "no target";
    return isEasier ? Optional.of(shrinks("budget.target", target, had)) : Optional.empty();
  }

  private InvalidInputException shrinks(String field, Object current, String had) {
    return new InvalidInputException(
        field,
        current,
        "study " + before.name() + " was given " + had + "; a budget may grow, not shrink");
  }

  /** By name and sorted: what is known of them has been settled when the study was created. */
  private static List<String> earlier(StudySpec spec) {
    return spec.warmStart().stream().map(EarlierStudy::name).sorted().toList();
  }

  static String describe(ObjectiveSpec objective) {
    return objective.name() + ": " + objective.direction().name().toLowerCase(Locale.ROOT);
  }

  /** As text, in which 1 is 1 whatever type it was given as, and no order counts in a map. */
  private static String describe(StrategySpec strategy) {
    return describe(strategy.name(), strategy.options());
  }

  private static String pruner(StudySpec spec) {
    return spec.pruner().map(p -> describe(p.name(), p.options())).orElse("none");
  }

  private static String describe(String name, Map<String, Object> written) {
    Map<String, Object> options = new TreeMap<>();
    written.forEach((option, value) -> options.put(option, ordered(value)));
    return name + (options.isEmpty() ? "" : " " + JsonWriter.write(options));
  }

  private static Object ordered(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, inner) -> sorted.put(String.valueOf(name), ordered(inner)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(SpecChange::ordered).toList();
      default -> value;
    };
  }
}

package dev.luthier.cli;

import dev.luthier.cli.study.Assignment;
import dev.luthier.cli.study.NumberText;
import dev.luthier.cli.terminal.DisplayWidth;
import dev.luthier.error.InvalidInputException;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StudySpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a trial ended, as the words of {@code luthier tell} say it. */
final class ToldOutcome {
  static final String VALUES = "NAME=VALUE";
  static final String FAILED = "--failed";
  static final String PRUNED = "--pruned";
  static final String ABANDONED = "--abandoned";
  static final String STANDARD_ERROR = "--stderr";
  static final String COST = "--cost";
  static final String CONSTRAINT = "--constraint";

  private final Arguments arguments;

  private ToldOutcome(Arguments arguments) {
    this.arguments = arguments;
  }

  /**
   * What the words say, as far as that can be checked without the study.
   *
   * @throws UsageException when they say nothing, or more than one thing
   */
  static ToldOutcome of(Arguments arguments) {
    List<String> reasons =
        Stream.of(FAILED, PRUNED, ABANDONED)
            .filter(option -> arguments.find(option).isPresent())
            .toList();
    List<String> details =
        Stream.of(STANDARD_ERROR, COST, CONSTRAINT)
            .filter(option -> arguments.find(option).isPresent())
            .toList();
    boolean hasValues = !arguments.rest().isEmpty();
    if (!hasValues && reasons.isEmpty()) {
      throw arguments.wrong(VALUES + " is missing");
    }
    if (reasons.size() > 1) {
      throw arguments.wrong(reasons.get(0) + " and " + reasons.get(1) + " exclude each other");
    }
    if (!reasons.isEmpty() && (hasValues || !details.isEmpty())) {
      String other = hasValues ? arguments.rest().getFirst() : details.getFirst();
      throw arguments.wrong(reasons.getFirst() + " and " + other + " exclude each other");
    }
    return new ToldOutcome(arguments);
  }

  /**
   * The outcome in a study.
   *
   * @throws InvalidInputException when a value is no number, or does not say of what
   */
  Outcome in(StudySpec spec) {
    Optional<String> failed = arguments.find(FAILED);
    Optional<String> pruned = arguments.find(PRUNED);
    Optional<String> abandoned = arguments.find(ABANDONED);
    if (failed.isPresent()) {
      return new Outcome.Failed(new Failure(Failure.Kind.TOLD, failed.get()));
    }
    if (pruned.isPresent()) {
      return new Outcome.Pruned(pruned.get());
    }
    if (abandoned.isPresent()) {
      return new Outcome.Abandoned(abandoned.get());
    }
    return new Outcome.Completed(
        new Evaluation(
            values(spec),
            notNegative(STANDARD_ERROR),
            notNegative(COST),
            numbers(CONSTRAINT, arguments.all(CONSTRAINT), spec.constraints())));
  }

  /** An outcome in a few words, in one line. */
  static String text(Outcome outcome) {
    return DisplayWidth.printable(
        switch (outcome) {
          case Outcome.Completed(Evaluation evaluation) ->
              new TreeMap<>(evaluation.values())
                  .entrySet().stream()
                      .map(value -> value.getKey() + "=" + value.getValue())
                      .collect(Collectors.joining(" "));
          case Outcome.Failed(Failure failure) -> "failed: " + failure.message();
          case Outcome.Pruned(String reason) -> "pruned: " + reason;
          case Outcome.Abandoned(String reason) -> "abandoned: " + reason;
        });
  }

  /** Adds an outcome to an object, in the words of a trial's JSON form. */
  static void write(Map<String, Object> json, Outcome outcome) {
    switch (outcome) {
      case Outcome.Completed(Evaluation evaluation) -> {
        json.put("state", "completed");
        json.put("values", new TreeMap<>(evaluation.values()));
      }
      case Outcome.Failed(Failure failure) -> {
        json.put("state", "failed");
        json.put("reason", failure.message());
      }
      case Outcome.Pruned(String reason) -> {
        json.put("state", "pruned");
        json.put("reason", reason);
      }
      case Outcome.Abandoned(String reason) -> {
        json.put("state", "abandoned");
        json.put("reason", reason);
      }
    }
  }

  private Map<String, Double> values(StudySpec spec) {
    List<String> words = arguments.rest();
    List<String> names = spec.objectives().stream().map(ObjectiveSpec::name).toList();
    if (words.size() == 1 && words.getFirst().indexOf('=') < 0) {
      if (names.size() > 1) {
        throw new InvalidInputException(
            VALUES, words.getFirst(), "must say which of the objectives " + names + " it is");
      }
      String name = names.getFirst();
      return Map.of(name, NumberText.require(name, words.getFirst()));
    }
    return numbers(VALUES, words, names);
  }

  private static Map<String, Double> numbers(String field, List<String> words, List<String> known) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    Assignment.all(field, words, known)
        .forEach((name, text) -> numbers.put(name, NumberText.require(name, text)));
    known.stream()
        .filter(name -> !numbers.containsKey(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new InvalidInputException(name, "(missing)", "is required");
            });
    numbers.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw new InvalidInputException(name, value, "is unknown; the study has " + known);
          }
        });
    return numbers;
  }

  private OptionalDouble notNegative(String option) {
    Optional<String> text = arguments.find(option);
    return text.isPresent()
        ? OptionalDouble.of(NumberText.requireNotNegative(option, text.get()))
        : OptionalDouble.empty();
  }
}

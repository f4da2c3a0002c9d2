package dev.luthier.strategy.gp;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code strategy.options.beliefs}: by parameter {@code {at: value, spread: part of the
 * range}}, or {@code {choice: weight, …}} where there are choices. An ordinal parameter may have
 * either.
 */
final class BeliefReader {
  private static final String FIELD = "strategy.options.beliefs";
  private static final String AT = "at";
  private static final String SPREAD = "spread";

  /**
   * Two in three of the best values are then in the half of the range around the one named: the
   * least that makes naming one worth while.
   */
  private static final double SPREAD_IF_LEFT_OUT = 0.25;

  /** Whoever knows a value better than this can narrow its range. */
  private static final double NARROWEST = 0.01;

  private final SearchSpace space;

  BeliefReader(SearchSpace space) {
    this.space = space;
  }

  /**
   * What is written, by name of the parameter.
   *
   * @throws InvalidInputException naming the first entry that makes no sense
   */
  Belief read(Map<String, Object> written) {
    if (written.isEmpty()) {
      throw new InvalidInputException(FIELD, written, "must name at least one parameter");
    }
    List<String> names = space.parameters().stream().map(Parameter::name).toList();
    Map<Integer, ParameterBelief> read = new HashMap<>();
    written.forEach(
        (name, said) -> {
          int index = names.indexOf(name);
          String field = FIELD + "." + name;
          if (index < 0) {
            throw new InvalidInputException(
                field, shown(said), "is not a parameter" + Suggestion.question(name, names));
          }
          if (!(said instanceof Map<?, ?> map)) {
            throw new InvalidInputException(
                field,
                shown(said),
                "must be a map, such as " + example(space.parameters().get(index)));
          }
          read.put(index, ofParameter(field, space.parameters().get(index), map));
        });
    return new Belief(read);
  }

  private static ParameterBelief ofParameter(String field, Parameter<?> parameter, Map<?, ?> said) {
    return switch (parameter) {
      case CategoricalParameter<?> categorical -> weighted(field, categorical.choices(), said);
      case OrdinalParameter<?> ordinal
          when !said.containsKey(AT) || isChoice(AT, ordinal.values()) ->
          weighted(field, ordinal.values(), said);
      default -> normal(field, parameter, said);
    };
  }

  private static NormalBelief normal(String field, Parameter<?> parameter, Map<?, ?> said) {
    said.forEach(
        (key, value) -> {
          if (!AT.equals(key) && !SPREAD.equals(key)) {
            throw new InvalidInputException(
                field + "." + key, shown(value), "must be at or spread: " + example(parameter));
          }
        });
    Object at = said.get(AT);
    if (at == null) {
      throw new InvalidInputException(field + "." + AT, "(missing)", "is required");
    }
    Object spread = said.containsKey(SPREAD) ? said.get(SPREAD) : SPREAD_IF_LEFT_OUT;
    if (!(spread instanceof Number number)
        || !(number.doubleValue() >= NARROWEST && number.doubleValue() <= 1)) {
      throw new InvalidInputException(
          field + "." + SPREAD,
          shown(spread),
          "must be a part of the range, in [" + NARROWEST + ", 1]");
    }
    return new NormalBelief(coordinate(field + "." + AT, parameter, at), number.doubleValue());
  }

  private static <T> double coordinate(String field, Parameter<T> parameter, Object raw) {
    try {
      return parameter.encode(parameter.valueOf(raw));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(field, raw, e.reason());
    }
  }

  private static WeightedBelief weighted(String field, List<?> choices, Map<?, ?> said) {
    if (said.isEmpty()) {
      throw new InvalidInputException(
          field, said, "must weigh at least one choice, such as {" + choices.getFirst() + ": 3}");
    }
    double[] weights = new double[choices.size()];
    Arrays.fill(weights, 1);
    said.forEach(
        (key, weight) -> {
          String choice = String.valueOf(key);
          if (!isChoice(choice, choices)) {
            throw new InvalidInputException(
                field + "." + choice,
                shown(weight),
                "is not a choice; the choices are "
                    + choices
                    + Suggestion.question(choice, choices.stream().map(String::valueOf).toList()));
          }
          if (!(weight instanceof Number number)
              || !(number.doubleValue() > 0 && Double.isFinite(number.doubleValue()))) {
            throw new InvalidInputException(
                field + "." + choice, shown(weight), "must be a positive number, a weight");
          }
          for (int k = 0; k < weights.length; k++) {
            if (isNamed(choices.get(k), choice)) {
              weights[k] = number.doubleValue();
            }
          }
        });
    return new WeightedBelief(weights);
  }

  private static boolean isChoice(String name, List<?> choices) {
    return choices.stream().anyMatch(choice -> isNamed(choice, name));
  }

  /** Keys of a map are text: 16 and 16.0, which come and go in files, are the same number. */
  private static boolean isNamed(Object choice, String name) {
    return switch (choice) {
      case Enum<?> constant -> constant.name().equals(name);
      case Number number -> isNumber(number.doubleValue(), name);
      default -> choice.toString().equals(name);
    };
  }

  private static boolean isNumber(double number, String text) {
    try {
      return Double.parseDouble(text) == number;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String example(Parameter<?> parameter) {
    return parameter instanceof CategoricalParameter<?> categorical
        ? "{" + categorical.choices().getFirst() + ": 3}"
        : "{at: " + parameter.decode(0) + ", spread: " + SPREAD_IF_LEFT_OUT + "}";
  }

  /** A null, which no exception shows, as text. */
  private static String shown(@Nullable Object value) {
    return String.valueOf(value);
  }
}

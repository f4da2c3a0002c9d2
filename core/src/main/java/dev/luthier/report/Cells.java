package dev.luthier.report;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonNull;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import java.time.Duration;

/** Single values as the report's JSON has them. */
final class Cells {
  private Cells() {}

  /** A numeric parameter's number, a discrete one's index among its choices; null if inactive. */
  static Object value(Parameter<?> parameter, Configuration configuration) {
    return configuration
        .find(parameter.name())
        .map(raw -> value(parameter, raw))
        .orElse(JsonNull.NULL);
  }

  static Object value(Parameter<?> parameter, Object raw) {
    try {
      return index(parameter, raw);
    } catch (InvalidInputException e) {
      // What was wished of an open space before it had the parameter need not be a value of it.
      return JsonNull.NULL;
    }
  }

  private static Object index(Parameter<?> parameter, Object raw) {
    return switch (parameter) {
      case RealParameter p -> p.valueOf(raw);
      case IntegerParameter p -> p.valueOf(raw);
      case CategoricalParameter<?> p -> p.choices().indexOf(p.valueOf(raw));
      case OrdinalParameter<?> p -> p.values().indexOf(p.valueOf(raw));
    };
  }

  /** Coordinate in [0, 1] of the parameter's value. */
  static <T> double coordinate(Parameter<T> parameter, Object raw) {
    return parameter.encode(parameter.valueOf(raw));
  }

  static String text(Object choice) {
    return choice instanceof Enum<?> constant ? constant.name() : choice.toString();
  }

  /** To the millisecond. */
  static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}

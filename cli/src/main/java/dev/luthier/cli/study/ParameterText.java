package dev.luthier.cli.study;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of parameters as texts, whose types only the space knows: {@code 1} may be a string. */
public final class ParameterText {
  private ParameterText() {}

  /**
   * Values for {@link SearchSpace#configuration}, which also refuses what is wrong with them.
   *
   * @throws InvalidInputException when a text is two of a parameter's choices at once
   */
  public static Map<String, Object> values(SearchSpace space, Map<String, String> texts) {
    Map<String, Object> values = new LinkedHashMap<>();
    texts.forEach((name, text) -> values.put(name, value(space.find(name), name, text)));
    return values;
  }

  private static Object value(Optional<Parameter<?>> parameter, String name, String text) {
    if (parameter.isEmpty()) {
      return text;
    }
    return switch (parameter.get()) {
      case RealParameter _, IntegerParameter _ -> number(text);
      case CategoricalParameter<?> p -> choice(name, p.choices(), text);
      case OrdinalParameter<?> p -> choice(name, p.values(), text);
    };
  }

  private static Object choice(String name, List<?> choices, String text) {
    List<?> written = choices.stream().filter(choice -> written(choice).equals(text)).toList();
    if (written.size() > 1) {
      throw new InvalidInputException(
          name, text, "is two choices, one a string and one not; give it by --params as JSON");
    }
    return written.isEmpty() ? number(text) : written.getFirst();
  }

  private static String written(Object choice) {
    return choice instanceof Enum<?> constant ? constant.name() : choice.toString();
  }

  /** A number, or the text, which no number will take. */
  private static Object number(String text) {
    if (!NumberText.isDecimal(text)) {
      return text;
    }
    try {
      return new BigDecimal(text).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      // Not whole, beyond 64 bits, or with an exponent beyond 32.
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : text;
    }
  }
}

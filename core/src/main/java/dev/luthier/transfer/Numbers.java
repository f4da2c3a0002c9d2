package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonReader;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as texts in files: decimals, and the three that JSON has no number for. */
final class Numbers {
  /**
   * Narrower than {@link Double#parseDouble}, which also takes {@code 1d}, {@code 0x1p3}, blanks.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

  /** At most 18 digits, so that it fits a long. */
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");

  private Numbers() {}

  /** A {@code Long} where the text is a whole number, else a {@code Double}, else nothing. */
  static Optional<Number> find(String text) {
    if (INTEGER.matcher(text).matches()) {
      return Optional.of(Long.valueOf(text));
    }
    return DECIMAL.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : nonFinite(text);
  }

  static double require(String field, String text) {
    // Not through find: -0 is a double, and no long.
    if (DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    return JsonReader.number(text)
        .orElseThrow(() -> new InvalidInputException(field, text, "must be a number"));
  }

  private static Optional<Number> nonFinite(String text) {
    OptionalDouble number = JsonReader.number(text);
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }
}

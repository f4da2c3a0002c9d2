package dev.luthier.cli.study;

import dev.luthier.error.InvalidInputException;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as people and programs write them on a command line. */
public final class NumberText {
  /**
   * Narrower than {@link Double#parseDouble}, which also takes {@code 1d}, {@code 0x1p3} and
   * blanks.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

  private NumberText() {}

  /**
   * A number, NaN and the infinities included: C, Python, awk and Java write them differently.
   *
   * @throws InvalidInputException naming the field when the text is no number
   */
  public static double require(String field, String text) {
    if (DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    OptionalDouble special = special(text);
    if (special.isEmpty()) {
      throw new InvalidInputException(field, text, "must be a number");
    }
    return special.getAsDouble();
  }

  /**
   * A number that is not below zero, and no NaN.
   *
   * @throws InvalidInputException naming the field when it is not
   */
  public static double requireNotNegative(String field, String text) {
    double number = require(field, text);
    if (!(number >= 0)) {
      throw new InvalidInputException(field, text, "must not be negative");
    }
    return number;
  }

  /** Whether a text is a decimal number, so neither NaN nor infinite as it stands. */
  static boolean isDecimal(String text) {
    return DECIMAL.matcher(text).matches();
  }

  private static OptionalDouble special(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }
}

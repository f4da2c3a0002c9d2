package dev.luthier.rpc;

import java.util.List;
import java.util.Map;

/** What a parameter may be, of the values in {@link DocumentedParameter#VALUES}. */
enum LegalValue {
  NOTHING,
  TEXT,
  /** 1 to 255 characters. */
  KEY,
  /** As a key, and not blank. */
  NAME,
  /** A JSON number. */
  FINITE,
  /** A number, or a list of one. */
  FINITE_OR_LIST,
  /** A number, the string NaN included. */
  NUMBER,
  /** A number, the string NaN included, or a list of a number. */
  NUMBER_OR_LIST,
  HALF,
  AT_MOST_1,
  NOT_NEGATIVE,
  /** Of 64 bits; 1234567.0 is one, too. */
  INTEGER,
  /** An integer that is not negative. */
  COUNT,
  /** Some seconds; a hundred years at most. */
  DURATION,
  EMPTY_LIST,
  EMPTY_OBJECT;

  private static final double CENTURY_S = 36_500 * 86_400.0;

  /**
   * Whether a value is one.
   *
   * @param value as {@link dev.luthier.json.JsonReader} reads it
   */
  boolean permits(Object value) {
    return switch (this) {
      case NOTHING -> false;
      case TEXT -> value instanceof String;
      case KEY -> value instanceof String key && !key.isEmpty() && key.length() <= 255;
      case NAME -> KEY.permits(value) && !value.toString().isBlank();
      case FINITE -> value instanceof Number;
      case FINITE_OR_LIST -> FINITE.permits(value) || value.equals(List.of(1L));
      case NUMBER -> FINITE.permits(value) || value.equals("NaN");
      case NUMBER_OR_LIST -> NUMBER.permits(value) || value.equals(List.of(1L));
      case HALF -> value.equals(0.5);
      case AT_MOST_1 -> value instanceof Number number && number.doubleValue() <= 1;
      case NOT_NEGATIVE -> value instanceof Number number && number.doubleValue() >= 0;
      case INTEGER -> value instanceof Long || value.equals(1234567.0);
      case COUNT -> INTEGER.permits(value) && NOT_NEGATIVE.permits(value);
      case DURATION ->
          value instanceof Number s && s.doubleValue() > 0 && s.doubleValue() <= CENTURY_S;
      case EMPTY_LIST -> value.equals(List.of());
      case EMPTY_OBJECT -> value.equals(Map.of());
    };
  }
}

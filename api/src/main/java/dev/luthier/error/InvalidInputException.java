package dev.luthier.error;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something a user wrote (a search space, a study file, a command, a told value) is wrong. One
 * exception is one mistake: it names the field, shows the value and gives the rule the value
 * breaks. Nothing has been changed when it is thrown.
 */
public final class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Longest value shown in a message: enough to recognise it, too short to flood a terminal. */
  private static final int LONGEST_SHOWN = 200;

  private final String location;
  private final String field;
  private final String value;
  private final String reason;

  /**
   * @param field dotted path of the field, such as {@code space.width.low}
   * @param value the offending value; shown by {@link String#valueOf(Object)}, shortened to 200
   *     characters
   * @param reason the rule it breaks, as a sentence without a full stop, such as {@code must not
   *     exceed high (512)}
   */
  public InvalidInputException(String field, Object value, String reason) {
    this("", shortened(field), shortened(value), reason);
  }

  private InvalidInputException(String location, String field, String value, String reason) {
    this.location = location;
    this.field = field;
    this.value = value;
    this.reason = reason;
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }

  public String reason() {
    return reason;
  }

  /** The location if known, then {@code field = value: reason}. Never null. */
  @Override
  public String getMessage() {
    return location + field + " = " + value + ": " + reason;
  }

  /**
   * The same mistake seen from an enclosing value: {@code low} within {@code space} is {@code
   * space.low}.
   */
  public InvalidInputException within(String parent) {
    return caused(new InvalidInputException(location, parent + "." + field, value, reason));
  }

  /** The same mistake with the place where it was written, such as {@code study.yaml:12}. */
  public InvalidInputException at(String place) {
    return caused(new InvalidInputException(place + ": ", field, value, reason));
  }

  private InvalidInputException caused(InvalidInputException outer) {
    outer.initCause(this);
    return outer;
  }

  private static String shortened(Object value) {
    StringBuilder text = new StringBuilder();
    show(text, value);
    boolean isLong = text.length() > LONGEST_SHOWN;
    // A message is one line, and must not steer a terminal.
    StringBuilder shown = new StringBuilder();
    text.chars()
        .limit(LONGEST_SHOWN)
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default ->
                    shown.append(
                        Character.isISOControl(c)
                            ? String.format(Locale.ROOT, "\\u%04x", c)
                            : String.valueOf((char) c));
              }
            });
    return isLong ? shown + "…" : shown.toString();
  }

  /** As {@link String#valueOf(Object)}, but only the beginning of what may be a million values. */
  private static void show(StringBuilder text, Object value) {
    switch (value) {
      case String string -> text.append(string, 0, Math.min(string.length(), LONGEST_SHOWN + 1));
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          show(text.append(separator), entry.getKey());
          show(text.append('='), entry.getValue());
          separator = ", ";
          if (text.length() > LONGEST_SHOWN) {
            return;
          }
        }
        text.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String separator = "[";
        for (Object item : list) {
          show(text.append(separator), item);
          separator = ", ";
          if (text.length() > LONGEST_SHOWN) {
            return;
          }
        }
        text.append(list.isEmpty() ? "[]" : "]");
      }
      default -> text.append(value);
    }
  }
}

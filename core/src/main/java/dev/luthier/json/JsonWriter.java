package dev.luthier.json;

import java.util.Collection;
import java.util.Map;

/**
 * Writes plain Java values as JSON without white space. Doubles are the shortest decimals that read
 * back the same; those that are not finite become the strings {@code "NaN"}, {@code "Infinity"} and
 * {@code "-Infinity"}. Stateless and thread-safe.
 */
public final class JsonWriter {
  private JsonWriter() {}

  /**
   * The text of a value.
   *
   * @throws IllegalArgumentException when some part is none of the types that {@link JsonReader}
   *     makes, an {@link Integer} or an {@link Enum}
   */
  public static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  /** Appends the text of a value. */
  public static void write(StringBuilder out, Object value) {
    switch (value) {
      case String text -> string(out, text);
      case Double number when !Double.isFinite(number) -> string(out, number.toString());
      case Double _, Long _, Integer _, Boolean _, JsonNull _ -> out.append(value);
      case Enum<?> constant -> string(out, constant.name());
      case Map<?, ?> map -> object(out, map);
      case Collection<?> items -> array(out, items);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private static void object(StringBuilder out, Map<?, ?> map) {
    String separator = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      string(out, (String) entry.getKey());
      out.append(':');
      write(out, entry.getValue());
      separator = ",";
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder out, Collection<?> items) {
    String separator = "[";
    for (Object item : items) {
      out.append(separator);
      write(out, item);
      separator = ",";
    }
    out.append(items.isEmpty() ? "[]" : "]");
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // Control characters, and halves of surrogate pairs, which no encoding could carry.
          boolean half =
              Character.isSurrogate(c)
                  && !(i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1)))
                  && !(i > 0 && Character.isSurrogatePair(text.charAt(i - 1), c));
          if (c < 0x20 || half) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              out.append(Character.forDigit((c >> shift) & 15, 16));
            }
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}

package dev.luthier.space;

/**
 * Writes the canonical JSON of this package: no white space, shortest numbers, fixed order. Reading
 * is done elsewhere.
 */
final class Json {
  private Json() {}

  static boolean isScalar(Object value) {
    return value instanceof String
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || (value instanceof Double number && Double.isFinite(number))
        || value instanceof Enum<?>;
  }

  /**
   * Doubles are written by {@link Double#toString(double)}, the shortest decimal that reads back
   * the same.
   */
  static String scalar(Object value) {
    StringBuilder out = new StringBuilder();
    scalar(out, value);
    return out.toString();
  }

  static void scalar(StringBuilder out, Object value) {
    switch (value) {
      case Enum<?> constant -> string(out, constant.name());
      case String text -> string(out, text);
      default -> out.append(value);
    }
  }

  static void string(StringBuilder out, String text) {
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
          if (c < 0x20) {
            out.append("\\u00")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}

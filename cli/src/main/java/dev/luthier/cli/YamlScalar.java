package dev.luthier.cli;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A scalar as YAML 1.2 reads it back: exactly the same value, quoted only where it must be. */
final class YamlScalar {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./+-]*");

  /** Words that YAML 1.1 or 1.2 take for something else than a text. */
  private static final Set<String> TAKEN =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private YamlScalar() {}

  static String of(Object value) {
    return switch (value) {
      case Double number when Double.isNaN(number) -> ".nan";
      case Double number when Double.isInfinite(number) -> number > 0 ? ".inf" : "-.inf";
      case Double number -> number.toString().replace('E', 'e');
      case Enum<?> constant -> of(constant.name());
      case String text -> isPlain(text) ? text : quoted(text);
      default -> value.toString();
    };
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches() && !TAKEN.contains(text.toLowerCase(Locale.ROOT));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}

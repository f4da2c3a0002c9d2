package dev.luthier.report;

import java.util.List;
import java.util.Map;

/** Parts of JSON that have to be there. */
final class JsonParts {
  private JsonParts() {}

  static Object part(Map<?, ?> json, String name) {
    Object part = json.get(name);
    if (part == null) {
      throw new AssertionError("no " + name + " in " + json.keySet());
    }
    return part;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }

  static Map<String, Object> object(Map<?, ?> json, String name) {
    return object(part(json, name));
  }

  static List<?> list(Map<?, ?> json, String name) {
    return (List<?>) part(json, name);
  }

  static String text(Map<?, ?> json, String name) {
    return (String) part(json, name);
  }

  static long whole(Map<?, ?> json, String name) {
    return ((Number) part(json, name)).longValue();
  }

  static double number(Map<?, ?> json, String name) {
    return ((Number) part(json, name)).doubleValue();
  }
}

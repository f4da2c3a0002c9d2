package dev.luthier.transfer;

import dev.luthier.json.JsonFields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A trial's constraint values as Optuna keeps them among its system attributes: until version 4 a
 * list under {@code constraints}, later also a number under {@code constraints:NAME} ({@code
 * optuna/study/_constrained_optimization.py}). Confined to one thread.
 */
final class OptunaConstraints {
  private static final String LIST = "constraints";
  private static final String NAMED_PREFIX = "constraints:";

  /** Those of a list are named by their positions, as Optuna itself does. */
  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Takes a system attribute if it is one of constraints. */
  void take(String field, String key, Object value) {
    if (key.equals(LIST)) {
      int position = 0;
      for (Object item : JsonFields.list(field, value)) {
        String name = Integer.toString(position);
        values.put(name, JsonFields.number(field + "[" + name + "]", item));
        position++;
      }
    } else if (key.startsWith(NAMED_PREFIX)) {
      values.put(key.substring(NAMED_PREFIX.length()), JsonFields.number(field, value));
    }
  }

  /** Whether an attribute is one of constraints. */
  static boolean isConstraint(String key) {
    return key.equals(LIST) || key.startsWith(NAMED_PREFIX);
  }

  /** Under the study's names: the same names, or as many positions; else as they are. */
  Map<String, Double> named(List<String> names) {
    if (values.size() != names.size() || values.keySet().equals(new TreeSet<>(names))) {
      return values;
    }
    Map<String, Double> named = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Optional<Double> value = Optional.ofNullable(values.get(Integer.toString(i)));
      if (value.isEmpty()) {
        return values;
      }
      named.put(names.get(i), value.get());
    }
    return named;
  }
}

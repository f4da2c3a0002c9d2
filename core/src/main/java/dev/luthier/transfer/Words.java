package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.study.Failure;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An enum's constants as words in files: {@code not_a_number}. Immutable. */
final class Words<E extends Enum<E>> {
  static final Words<Failure.Kind> FAILURE_KINDS = new Words<>(Failure.Kind.values());

  private final Map<String, E> constants = new LinkedHashMap<>();

  private Words(E[] constants) {
    for (E constant : constants) {
      this.constants.put(word(constant), constant);
    }
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  E constant(String field, String word) {
    E constant = constants.get(word);
    if (constant == null) {
      throw new InvalidInputException(field, word, "must be one of " + constants.keySet());
    }
    return constant;
  }
}

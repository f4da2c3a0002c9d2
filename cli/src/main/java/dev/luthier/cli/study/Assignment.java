package dev.luthier.cli.study;

import dev.luthier.error.InvalidInputException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A word {@code NAME=VALUE} of a command line. */
public record Assignment(String name, String value) {

  /**
   * The names and values of such words, in order.
   *
   * @param field what the words are, for messages
   * @param known the names there are: where one of them has a {@code =} in it, that is not the one
   *     that is looked for
   * @throws InvalidInputException when a word is none, or a name is given twice
   */
  public static Map<String, String> all(
      String field, List<String> words, Collection<String> known) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String word : words) {
      Assignment assignment =
          find(word, known)
              .orElseThrow(() -> new InvalidInputException(field, word, "must be NAME=VALUE"));
      if (all.put(assignment.name, assignment.value) != null) {
        throw new InvalidInputException(assignment.name, assignment.value, "is given twice");
      }
    }
    return all;
  }

  private static Optional<Assignment> find(String word, Collection<String> known) {
    int equals =
        known.stream()
            .filter(name -> word.startsWith(name + "="))
            .max(Comparator.comparingInt(String::length))
            .map(String::length)
            .orElseGet(() -> word.indexOf('='));
    return equals <= 0
        ? Optional.empty()
        : Optional.of(new Assignment(word.substring(0, equals), word.substring(equals + 1)));
  }
}

package dev.luthier.command;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One word of a command: literal text and the parameters whose values stand in it. */
record ArgumentTemplate(List<Part> parts) {
  sealed interface Part {}

  record Literal(String text) implements Part {}

  record Placeholder(String name) implements Part {}

  ArgumentTemplate {
    parts = List.copyOf(parts);
  }

  /**
   * Reads {@code --lr={learning_rate}}.
   *
   * @param field the word's, for messages
   * @param names that may stand between braces
   * @throws InvalidInputException when a name is unknown, or a brace stands alone
   */
  static ArgumentTemplate parse(String field, String word, Collection<String> names) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean brace = c == '{' || c == '}';
      if (brace && word.startsWith(String.valueOf(c), i + 1)) {
        literal.append(c);
        i++;
      } else if (brace) {
        int close = c == '{' ? word.indexOf('}', i) : -1;
        if (close < 0) {
          throw new InvalidInputException(
              field, word, "a " + c + " stands alone; write " + c + c + " for a brace");
        }
        addLiteral(parts, literal);
        parts.add(placeholder(field, word.substring(i + 1, close), names));
        i = close;
      } else {
        literal.append(c);
      }
    }
    addLiteral(parts, literal);
    return new ArgumentTemplate(parts);
  }

  private static void addLiteral(List<Part> parts, StringBuilder literal) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Placeholder placeholder(String field, String name, Collection<String> names) {
    if (names.contains(name)) {
      return new Placeholder(name);
    }
    String question = Suggestion.question(name, names);
    String hint = question.isEmpty() ? "; known are " + new TreeSet<>(names) : question;
    throw new InvalidInputException(
        field, "{" + name + "}", "there is no such parameter" + hint + " ({{ is a brace)");
  }

  /** The names between its braces. */
  Set<String> mentioned() {
    Set<String> names = new TreeSet<>();
    for (Part part : parts) {
      if (part instanceof Placeholder(String name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** The word with these values in it, or nothing when it mentions one that is not there. */
  Optional<String> fill(Map<String, String> values) {
    if (!values.keySet().containsAll(mentioned())) {
      return Optional.empty();
    }
    StringBuilder word = new StringBuilder();
    for (Part part : parts) {
      word.append(
          switch (part) {
            case Literal(String text) -> text;
            case Placeholder(String name) -> values.getOrDefault(name, "");
          });
    }
    return Optional.of(word.toString());
  }
}

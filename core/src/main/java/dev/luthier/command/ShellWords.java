package dev.luthier.command;

import dev.luthier.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a string into words by the quoting rules of POSIX.1-2024, Shell Command Language, section
 * 2.2, and by none of its expansions. Confined to one call.
 */
final class ShellWords {
  /** What a backslash quotes inside double quotes; before anything else it stands for itself. */
  private static final String ESCAPED_IN_QUOTES = "$`\"\\\n";

  private final String field;
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();

  /** Whether a word has begun: {@code ''} is one, though it has no character. */
  private boolean begun;

  private int next;

  private ShellWords(String field, String text) {
    this.field = field;
    this.text = text;
  }

  /**
   * The words of a text; none for a blank one.
   *
   * @param field named in the message when a quote is not closed
   */
  static List<String> split(String field, String text) {
    return new ShellWords(field, text).split();
  }

  private List<String> split() {
    while (next < text.length()) {
      char c = text.charAt(next++);
      switch (c) {
        case ' ', '\t', '\n', '\r' -> endWord();
        case '\'' -> singleQuoted();
        case '"' -> doubleQuoted();
        case '\\' -> escaped();
        default -> append(c);
      }
    }
    endWord();
    return words;
  }

  private void append(char c) {
    word.append(c);
    begun = true;
  }

  private void endWord() {
    if (begun) {
      words.add(word.toString());
    }
    word.setLength(0);
    begun = false;
  }

  private void singleQuoted() {
    int close = text.indexOf('\'', next);
    if (close < 0) {
      throw wrong("a ' is not closed");
    }
    word.append(text, next, close);
    begun = true;
    next = close + 1;
  }

  private void doubleQuoted() {
    begun = true;
    while (next < text.length()) {
      char c = text.charAt(next++);
      if (c == '"') {
        return;
      }
      boolean escapes =
          c == '\\' && next < text.length() && ESCAPED_IN_QUOTES.indexOf(text.charAt(next)) >= 0;
      if (escapes) {
        escaped();
      } else {
        word.append(c);
      }
    }
    throw wrong("a \" is not closed");
  }

  private void escaped() {
    if (next == text.length()) {
      throw wrong("ends with a \\ that quotes nothing");
    }
    char c = text.charAt(next++);
    // A backslash before a line break joins two lines.
    if (c != '\n') {
      append(c);
    }
  }

  private InvalidInputException wrong(String reason) {
    return new InvalidInputException(field, text, reason);
  }
}

package dev.luthier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShellWordsTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        text("python3 train.py --lr={x}", "python3", "train.py", "--lr={x}"),
        text("  a \t b  c  ", "a", "b", "c"),
        text("'a b' \"c d\" e\\ f", "a b", "c d", "e f"),
        text("a'b'\"c\"\\d", "abcd"),
        text("'' \"\" x", "", "", "x"),
        text("'\\n $x `y` \"z\"'", "\\n $x `y` \"z\""),
        text("\"\\\" \\\\ \\$ \\` \\n 'q'\"", "\" \\ $ ` \\n 'q'"),
        text("a\\\nb", "ab"),
        text("\"a\\\nb\"", "ab"),
        text("a \\\n b", "a", "b"),
        text("\\'a\\\"", "'a\""),
        text("größe '日本 語'", "größe", "日本 語"),
        text("a#b", "a#b"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void splitsAsAShellDoes(String text, List<String> words) throws Exception {
    assertEquals(words, ShellWords.split("f", text));
    // The shell itself as the judge.
    assertEquals(words, shell(text), "what a shell makes of it");
  }

  /** Variables, globs, operators and comments mean something to a shell, and nothing here. */
  @Test
  void expandsNothing() {
    assertEquals(
        List.of("$HOME", "*.py", "~", ">", "log", "|", "$(date)", "#", "a;b"),
        ShellWords.split("f", "$HOME *.py ~\n > log | $(date) # a;b"));
  }

  @Test
  void nothingHasNoWords() {
    assertEquals(List.of(), ShellWords.split("f", " \n "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a 'b   | a ' is not closed",
        "a \"b  | a \" is not closed",
        "a \"b\\\"   | a \" is not closed",
        "a \\   | ends with a \\ that quotes nothing"
      })
  void anOpenQuoteIsAMistake(String text, String reason) {
    String message =
        assertThrows(InvalidInputException.class, () -> ShellWords.split("f", text)).getMessage();
    assertEquals("f = " + text + ": " + reason, message);
  }

  private static List<String> shell(String text) throws IOException, InterruptedException {
    String script = "set -f; for w in " + text + "\ndo printf '%s\\0' \"$w\"; done";
    Process process = new ProcessBuilder("/bin/sh", "-c", script).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return List.of(out.substring(0, out.length() - 1).split("\0", -1));
  }

  private static Arguments text(String text, String... words) {
    return Arguments.of(text, List.of(words));
  }
}

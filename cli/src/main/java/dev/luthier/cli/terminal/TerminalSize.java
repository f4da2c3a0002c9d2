package dev.luthier.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Columns and rows of a terminal. */
public record TerminalSize(int columns, int rows) {
  /** What terminals without a size of their own, serial lines for one, are taken for. */
  public static final TerminalSize USUAL = new TerminalSize(80, 24);

  /**
   * Asks about this process's standard error. Java cannot ask by itself ({@code System.console()}
   * looks at input and output only), so a shell, which inherits the descriptor, does.
   */
  static Optional<TerminalSize> ofStandardError() {
    try {
      Process shell =
          new ProcessBuilder(
                  "/bin/sh", "-c", "[ -t 2 ] && { stty size <&2 2>/dev/null || echo 0 0; }")
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectError(Redirect.INHERIT)
              .start();
      try (var output = shell.getInputStream()) {
        return parse(new String(output.readAllBytes(), StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // No shell to ask: a system without one has no terminal that we know how to draw on either.
      return Optional.empty();
    }
  }

  /** Reads {@code rows columns}; nothing means no terminal, zeros mean one that does not know. */
  static Optional<TerminalSize> parse(String answer) {
    if (answer.isBlank()) {
      return Optional.empty();
    }
    String[] words = answer.strip().split(" ", -1);
    if (words.length != 2 || !words[0].matches("\\d{1,5}") || !words[1].matches("\\d{1,5}")) {
      return Optional.of(USUAL);
    }
    int rows = Integer.parseInt(words[0]);
    int columns = Integer.parseInt(words[1]);
    return Optional.of(rows == 0 || columns == 0 ? USUAL : new TerminalSize(columns, rows));
  }
}

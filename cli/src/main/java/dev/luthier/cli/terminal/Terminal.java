package dev.luthier.cli.terminal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What standard error is connected to.
 *
 * @param size of the terminal; empty when it is a file, a pipe or nothing
 * @param kind the environment's {@code TERM}
 * @param noColor whether the environment's {@code NO_COLOR} is set to anything (no-color.org)
 * @param unicode whether the locale's encoding is UTF-8
 */
public record Terminal(Optional<TerminalSize> size, String kind, boolean noColor, boolean unicode) {

  /** Not a terminal. */
  public static final Terminal NONE = new Terminal(Optional.empty(), "dumb", true, true);

  /** Standard error of this process. Starts a process, so it takes some milliseconds. */
  public static Terminal ofStandardError(Map<String, String> environment) {
    Charset locale = Charset.forName(System.getProperty("native.encoding"), StandardCharsets.UTF_8);
    return new Terminal(
        TerminalSize.ofStandardError(),
        environment.getOrDefault("TERM", "dumb"),
        !environment.getOrDefault("NO_COLOR", "").isEmpty(),
        locale.equals(StandardCharsets.UTF_8));
  }

  /** Whether the cursor can be moved, so that a picture can be drawn over the last one. */
  public boolean canRedraw() {
    return size.isPresent() && !kind.equals("dumb");
  }

  public boolean hasColor() {
    return canRedraw() && !noColor;
  }

  public Glyphs glyphs() {
    return unicode ? Glyphs.UNICODE : Glyphs.ASCII;
  }
}

package dev.luthier.cli.terminal;

/**
 * A piece of a line in one style. Never moves the cursor: control characters, escape sequences
 * among them, are shown as {@code ?}.
 */
public record Span(String text, Style style) {
  public Span {
    text = DisplayWidth.printable(text);
  }

  public static Span plain(String text) {
    return new Span(text, Style.PLAIN);
  }

  /** Columns it takes on a terminal. */
  public int width() {
    return DisplayWidth.of(text);
  }
}

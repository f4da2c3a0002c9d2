package dev.luthier.cli.terminal;

/** The few looks a text may have; each readable on dark and on light ground. */
public enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  GOOD("32"),
  BAD("31"),
  WARNING("33"),
  ACCENT("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text between the escape sequences that switch this style on and off (ECMA-48, SGR). */
  String paint(String text) {
    return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}

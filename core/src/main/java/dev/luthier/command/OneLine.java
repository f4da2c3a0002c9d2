package dev.luthier.command;

import java.util.regex.Pattern;

/** What a program wrote, made fit for a message: one line, short, and harmless to a terminal. */
final class OneLine {
  /** As long as what {@link dev.luthier.error.InvalidInputException} shows of a value. */
  private static final int LONGEST = 200;

  /** Colours and cursor movements: ECMA-48, control sequences. */
  private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

  private OneLine() {}

  /** Without control characters, and cut to 200 characters. */
  static String of(String text) {
    String line = withoutControls(text).replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** Without control sequences and control characters other than tabs and line breaks. */
  static String withoutControls(String text) {
    return CONTROLS.matcher(CONTROL_SEQUENCE.matcher(text).replaceAll("")).replaceAll("");
  }
}

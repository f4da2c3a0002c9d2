package dev.luthier.cli;

import java.util.List;

/**
 * What may stand behind a command.
 *
 * @param command its name
 * @param options with a value, such as {@code --seed}; every command also knows the {@link #FLAGS}
 * @param operands names of the words that must be given, in order, such as {@code FILE}
 */
record Syntax(String command, List<String> options, List<String> operands) {
  static final String HELP = "--help";
  static final String VERSION = "--version";
  static final String DEBUG = "--debug";

  /** Options without a value. */
  static final List<String> FLAGS = List.of(HELP, VERSION, DEBUG);

  Syntax {
    options = List.copyOf(options);
    operands = List.copyOf(operands);
  }
}

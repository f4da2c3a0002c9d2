package dev.luthier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may stand behind a command.
 *
 * @param command its name
 * @param options with a value, such as {@code --seed}
 * @param operands names of the words that must be given, in order, such as {@code FILE}
 * @param flags its own options without a value; every command also knows the {@link #FLAGS}
 * @param repeatable those of the options that may be given more than once
 * @param rest name of the words, any number of them, that may follow the operands
 */
record Syntax(
    String command,
    List<String> options,
    List<String> operands,
    List<String> flags,
    List<String> repeatable,
    Optional<String> rest) {
  static final String HELP = "--help";
  static final String VERSION = "--version";
  static final String DEBUG = "--debug";

  /** Data as JSON, one object a line. */
  static final String JSON = "--json";

  /** Options without a value. */
  static final List<String> FLAGS = List.of(HELP, VERSION, DEBUG);

  Syntax {
    options = List.copyOf(options);
    operands = List.copyOf(operands);
    flags = List.copyOf(flags);
    repeatable = List.copyOf(repeatable);
  }

  Syntax(String command, List<String> options, List<String> operands) {
    this(command, options, operands, List.of(), List.of(), Optional.empty());
  }

  /** As this, with {@link #JSON}. */
  Syntax withJson() {
    return new Syntax(command, options, operands, List.of(JSON), repeatable, rest);
  }

  /** As this, with a flag of its own. */
  Syntax withFlag(String flag) {
    return new Syntax(command, options, operands, plus(flags, flag), repeatable, rest);
  }

  /** As this, with more options. */
  Syntax with(String... more) {
    return new Syntax(command, plus(options, more), operands, flags, repeatable, rest);
  }

  /** As this, with an option that may be given more than once. */
  Syntax withRepeatable(String option) {
    return new Syntax(
        command, plus(options, option), operands, flags, plus(repeatable, option), rest);
  }

  /** As this, with any number of words behind the operands. */
  Syntax withRest(String name) {
    return new Syntax(command, options, operands, flags, repeatable, Optional.of(name));
  }

  /** Every option that has no value. */
  List<String> allFlags() {
    return plus(FLAGS, flags.toArray(String[]::new));
  }

  private static List<String> plus(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }
}

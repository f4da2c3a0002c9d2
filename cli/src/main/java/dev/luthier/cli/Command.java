package dev.luthier.cli;

/** Something {@code luthier} can do. */
interface Command {
  /** What it is called, and what may stand behind it. */
  Syntax syntax();

  /** What {@code --help} prints: at most 80 columns, ending with a line break. */
  String help();

  /** Does it; returns the exit code. */
  int run(Arguments arguments, Surroundings surroundings);
}

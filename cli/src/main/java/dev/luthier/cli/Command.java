package dev.luthier.cli;

/**
 * Something {@code luthier} can do.
 *
 * @param syntax what it is called, and what may stand behind it
 * @param help what {@code --help} prints: at most 80 columns, ending with a line break
 * @param body does it
 */
record Command(Syntax syntax, String help, Body body) {
  /** What a command does; returns the exit code. */
  @FunctionalInterface
  interface Body {
    int run(Arguments arguments, Surroundings surroundings);
  }

  int run(Arguments arguments, Surroundings surroundings) {
    return body.run(arguments, surroundings);
  }
}

package dev.luthier.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a process is started so that Ctrl-C in the terminal, which goes to a whole session's
 * foreground, does not reach it: Luthier alone decides what an interrupt means.
 *
 * @param setsid the program that gives a process a session of its own, where there is one
 */
record Session(Optional<Path> setsid) {
  /** Keeps the process number and the exit code, as {@code setsid} does. */
  private static final List<String> WITHOUT_INTERRUPT =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "luthier");

  static Session find() {
    return new Session(Program.find("setsid"));
  }

  /** The command that runs these words in a session of its own, or at least deaf to Ctrl-C. */
  List<String> command(List<String> words) {
    List<String> command =
        new ArrayList<>(
            setsid.map(program -> List.of(program.toString())).orElse(WITHOUT_INTERRUPT));
    command.addAll(words);
    return command;
  }
}

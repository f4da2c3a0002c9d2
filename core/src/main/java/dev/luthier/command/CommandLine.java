package dev.luthier.command;

import dev.luthier.error.InvalidInputException;
import dev.luthier.study.StudySpec;
import java.nio.file.Path;
import java.util.List;

/**
 * A command as a user writes it: a program and its arguments, with {@code {name}} where the value
 * of a parameter goes, {@code {params_file}} where the path of a JSON file of all active parameters
 * goes, and {@code {{} and <code>}}</code> for braces.
 *
 * @param words the program first; at least one
 * @param folder where the command runs, and where a program with a slash is looked for; absolute
 */
public record CommandLine(List<String> words, Path folder) {
  /** The field of a study file that all mistakes are reported for. */
  static final String FIELD = "objective.command";

  public CommandLine {
    words = List.copyOf(words);
    folder = folder.toAbsolutePath().normalize();
    if (words.isEmpty() || words.getFirst().isBlank()) {
      throw new InvalidInputException(FIELD, words, "must begin with a program");
    }
  }

  /**
   * The command in one string, split as a POSIX shell splits words: blanks, {@code '…'}, {@code
   * "…"} and {@code \}; no variables, no globs, no pipes.
   *
   * @throws InvalidInputException when a quote is not closed, or there is no word
   */
  public static CommandLine split(String text, Path folder) {
    return new CommandLine(ShellWords.split(FIELD, text), folder);
  }

  /**
   * Checks all that can be checked on a machine that lacks the program: the placeholders, and the
   * names of parameters, objectives and constraints.
   *
   * @throws InvalidInputException naming the word, parameter, objective or constraint
   */
  public void requireFits(StudySpec spec) {
    CommandTemplate.of(this, spec);
  }
}

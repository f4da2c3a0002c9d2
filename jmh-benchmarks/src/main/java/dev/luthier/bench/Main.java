package dev.luthier.bench;

import dev.luthier.bench.quality.QualityCommand;
import dev.luthier.error.InvalidInputException;
import java.io.PrintStream;
import java.util.List;

/** Where {@code luthier bench} starts and ends. */
public final class Main {
  private static final int SUCCESS = 0;

  /** As the command's: wrong usage or wrong input; nothing was run. */
  private static final int WRONG_INPUT = 2;

  private static final String HELP =
      """
      Usage: luthier bench BENCHMARK [OPTIONS]

      Measures Luthier.

      Benchmarks:
        quality   how good a solution strategies find, beside what others have found

      luthier bench BENCHMARK --help shows its options.
      """;

  private Main() {}

  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.out, System.err);
    System.out.flush();
    System.exit(code);
  }

  static int run(List<String> words, PrintStream out, PrintStream err) {
    try {
      if (words.isEmpty()) {
        throw new InvalidInputException("BENCHMARK", "(missing)", "must be one of [quality]");
      }
      List<String> rest = words.subList(1, words.size());
      switch (words.getFirst()) {
        case "quality" -> QualityCommand.run(rest, out, err);
        case "-h", "--help" -> out.print(HELP);
        default ->
            throw new InvalidInputException(
                "BENCHMARK", words.getFirst(), "must be one of [quality]");
      }
      return SUCCESS;
    } catch (InvalidInputException e) {
      err.println("luthier bench: " + e.getMessage());
      return WRONG_INPUT;
    }
  }
}

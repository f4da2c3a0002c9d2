package dev.luthier.bench;

import dev.luthier.bench.compare.CompareCommand;
import dev.luthier.bench.gpu.GpuCommand;
import dev.luthier.bench.quality.EvaluateCommand;
import dev.luthier.bench.quality.QualityCommand;
import dev.luthier.bench.run.RunCommand;
import dev.luthier.bench.stall.StallCommand;
import dev.luthier.error.InvalidInputException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where {@code luthier bench} starts and ends. */
public final class Main {
  private static final int SUCCESS = 0;

  /** As the command's: a bug; a benchmark gave no result. */
  private static final int FAILURE = 1;

  /** As the command's: wrong usage or wrong input; nothing was run. */
  private static final int WRONG_INPUT = 2;

  /** No other command's: something takes longer than before. */
  private static final int SLOWER = 7;

  private static final String BENCHMARKS =
      "must be one of [compare, evaluate, gpu, quality, run, stall]";

  private static final String HELP =
      """
      Usage: luthier bench BENCHMARK [OPTIONS]

      Measures Luthier.

      Benchmarks:
        run       how long operations and scenarios take, by JMH
        compare   two results of run: what has become slower, beyond noise
        gpu       the figures that a GPU is judged by, on any backend
        stall     how long a factorization keeps other threads from allocating
        quality   how good a solution strategies find, beside what others have found
        evaluate  the problems of quality, for programs in other languages

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
        throw new InvalidInputException("BENCHMARK", "(missing)", BENCHMARKS);
      }
      List<String> rest = words.subList(1, words.size());
      return switch (words.getFirst()) {
        case "run" -> RunCommand.run(rest, out, err) ? SUCCESS : FAILURE;
        case "compare" -> CompareCommand.run(rest, out, err) ? SUCCESS : SLOWER;
        case "quality" -> {
          QualityCommand.run(rest, out, err);
          yield SUCCESS;
        }
        case "evaluate" -> {
          EvaluateCommand.run(rest, standardInput(), out);
          yield SUCCESS;
        }
        case "gpu" -> GpuCommand.run(rest, out) ? SUCCESS : FAILURE;
        case "stall" -> {
          StallCommand.run(rest, out);
          yield SUCCESS;
        }
        case "-h", "--help" -> {
          out.print(HELP);
          yield SUCCESS;
        }
        default -> throw new InvalidInputException("BENCHMARK", words.getFirst(), BENCHMARKS);
      };
    } catch (InvalidInputException e) {
      err.println("luthier bench: " + e.getMessage());
      return WRONG_INPUT;
    }
  }

  private static BufferedReader standardInput() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }
}

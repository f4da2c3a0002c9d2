package dev.luthier.bench.compare;

import dev.luthier.bench.result.Document;
import dev.luthier.bench.result.Machine;
import dev.luthier.bench.text.TextTable;
import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code luthier bench compare}. */
public final class CompareCommand {
  private static final String OTHER_MACHINE = "--other-machine";
  private static final String BASE = "BASE";
  private static final String NEW = "NEW";

  private static final String HELP =
      """
      Usage: luthier bench compare BASE NEW [--other-machine]

      Compares two files of luthier bench run: for each benchmark that both have, the
      ratio of the times, NEW over BASE, with its 95 % interval by Welch's test on the
      logarithms of the forks' medians. It is slower, or faster, when the ratio is more
      than 2 % from 1 and p < 0.05 after Holm's correction for all that is compared.

        --other-machine   compare although the files are of different machines

      Exit code 7: something is slower, or was in BASE and failed in NEW.
      """;

  private CompareCommand() {}

  /**
   * Runs the command.
   *
   * @param out the table
   * @param remarks what makes the comparison doubtful
   * @return whether nothing is slower
   * @throws InvalidInputException naming the word or the file that is wrong
   */
  public static boolean run(List<String> words, PrintStream out, PrintStream remarks) {
    if (words.contains("--help") || words.contains("-h")) {
      out.print(HELP);
      return true;
    }
    List<String> files = files(words);
    Document base = Document.read(BASE, path(BASE, files.getFirst()));
    Document next = Document.read(NEW, path(NEW, files.getLast()));
    if (!words.contains(OTHER_MACHINE)) {
      requireSame(base.setting().machine(), next.setting().machine());
    }
    List<String> doubts = doubts(base, next);
    doubts.forEach(doubt -> remarks.println("note: " + doubt));
    Comparison comparison = Comparison.of(base, next);
    if (comparison.rows().isEmpty() && comparison.broken().isEmpty()) {
      throw new InvalidInputException(
          NEW, files.getLast(), "has no benchmark in common with BASE, " + files.getFirst());
    }
    out.print(table(comparison));
    comparison.broken().forEach(name -> out.println("gave no result any more: " + name));
    comparison.unmatched().forEach(name -> remarks.println("only in one file: " + name));
    long slower = comparison.count(Comparison.Verdict.SLOWER);
    long faster = comparison.count(Comparison.Verdict.FASTER);
    out.printf(
        Locale.ROOT,
        "%n%d compared: %d slower, %d faster%n",
        comparison.rows().size(),
        slower,
        faster);
    return slower == 0 && comparison.broken().isEmpty();
  }

  private static List<String> files(List<String> words) {
    List<String> files = new ArrayList<>();
    for (String word : words) {
      if (!word.startsWith("-")) {
        files.add(word);
      } else if (!word.equals(OTHER_MACHINE)) {
        List<String> known = List.of(OTHER_MACHINE, "--help");
        throw new InvalidInputException(
            "option", word, "is not known" + Suggestion.question(word, known));
      }
    }
    if (files.size() < 2) {
      String name = files.isEmpty() ? BASE : NEW;
      throw new InvalidInputException(name, "(missing)", "must be a file of luthier bench run");
    }
    if (files.size() > 2) {
      throw new InvalidInputException("FILE", files.get(2), "is one too many; two are compared");
    }
    return files;
  }

  private static Path path(String name, String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(name, word, "is no path: " + e.getReason());
    }
  }

  private static void requireSame(Machine base, Machine next) {
    if (!base.equals(next)) {
      throw new InvalidInputException(
          NEW, next, "is of another machine than BASE, " + base + "; see " + OTHER_MACHINE);
    }
  }

  private static List<String> doubts(Document base, Document next) {
    List<String> doubts = new ArrayList<>();
    if (!base.setting().java().equals(next.setting().java())) {
      doubts.add("Java differs: " + base.setting().java() + "; " + next.setting().java());
    }
    if (base.setting().quick() || next.setting().quick()) {
      doubts.add("a --quick run is a rehearsal: one fork, short iterations");
    }
    for (Document document : List.of(base, next)) {
      double load = document.setting().load();
      // One process waits for nobody only where less than one processor is in use.
      if (load > document.setting().machine().cores() - 1 + 0.5) {
        doubts.add(
            String.format(
                Locale.ROOT,
                "the machine was busy on %s: load %.1f",
                document.setting().began(),
                load));
      }
    }
    return doubts;
  }

  private static String table(Comparison comparison) {
    TextTable table = new TextTable();
    table.add("benchmark", List.of("base", "new", "unit", "ratio", "95 % interval", "", "p", ""));
    for (Comparison.Row row : comparison.rows()) {
      table.add(
          row.key().toString(),
          List.of(
              number(row.base()),
              number(row.next()),
              row.unit(),
              number(row.change().ratio()),
              number(row.change().interval().low()),
              number(row.change().interval().high()),
              String.format(Locale.ROOT, "%.4f", row.chance()),
              word(row.verdict())));
    }
    return table.toString();
  }

  private static String word(Comparison.Verdict verdict) {
    return switch (verdict) {
      case SLOWER -> "slower";
      case FASTER -> "faster";
      case SAME -> "";
    };
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}

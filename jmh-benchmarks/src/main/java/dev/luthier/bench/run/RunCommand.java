package dev.luthier.bench.run;

import dev.luthier.bench.result.Document;
import dev.luthier.bench.result.Measurement;
import dev.luthier.bench.text.TextTable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/** {@code luthier bench run}. */
public final class RunCommand {
  private static final String HELP =
      """
      Usage: luthier bench run [NAME-PATTERN…] [OPTIONS]

      Measures operations and scenarios by JMH, and writes one JSON document. A pattern
      is a regular expression that matches some part of CLASS.METHOD, such as Gemm or
      ^Cholesky.plain$; without one everything is measured, which takes hours.

        --backend A,B   backends to measure (default: all that work, but not reference)
        --size N,M      orders of matrices, or numbers of observations (default: each
                        benchmark's own, from 100 to 4,000)
        --threads N,M   of sessions, and of OpenBLAS where it is called directly
                        (default: 1)
        --out FILE      a new file (default: one in jmh-benchmarks/results, named by
                        the time)
        --quick         a rehearsal: one fork, short iterations; no times to rely on

      CLASS.plain is the C routine of OpenBLAS called directly. One run at a time
      measures on a machine; LUTHIER_JAVA_OPTIONS=-Djmh.ignoreLock=true lets more.
      """;

  private RunCommand() {}

  /**
   * Runs the command.
   *
   * @param out a table of what was measured
   * @param progress what JMH says meanwhile
   * @return whether everything that was begun gave a result
   * @throws dev.luthier.error.InvalidInputException naming the option that is wrong
   */
  public static boolean run(List<String> words, PrintStream out, PrintStream progress) {
    if (words.contains("--help") || words.contains("-h")) {
      out.println(HELP);
      JmhRun.names().forEach(name -> out.println("  " + Plan.shortName(name)));
      return true;
    }
    RunOptions options = RunOptions.parse(words);
    BackendSurvey survey = BackendSurvey.take();
    Plan plan = Plan.of(options, survey, JmhRun.names());
    plan.skipped().forEach((name, why) -> progress.println("skipped: " + name + ": " + why));
    Clock clock = Clock.systemUTC();
    Document.Setting setting = Settings.of(plan, survey, options.quick(), clock);
    Path file = options.out().orElseGet(() -> ResultFolder.newFile(clock));
    Document document = measure(new JmhRun(plan, options, progress), plan, setting, file);
    out.print(table(document.benchmarks()));
    document.failed().forEach(failure -> progress.println("failed: " + failure));
    if (!document.benchmarks().isEmpty()) {
      progress.println("written: " + file);
    }
    return document.failed().isEmpty();
  }

  /** The document is written after every benchmark: a run of hours may be stopped. */
  private static Document measure(JmhRun jmh, Plan plan, Document.Setting setting, Path file) {
    List<Measurement> measured = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    Document document = new Document(setting, measured, failed);
    for (String name : plan.names()) {
      try {
        List<Measurement> some = jmh.measure(name);
        measured.addAll(some);
        int missing = jmh.choices(name) - some.size();
        if (missing > 0) {
          failed.add(Plan.shortName(name) + " with " + missing + " choices of parameters");
        }
        document = new Document(setting, measured, failed);
        write(document, file);
      } catch (RunnerException e) {
        // Another run holds the lock, for example: the next benchmark would fail as this one.
        failed.add(Plan.shortName(name) + " and what follows: " + e.getMessage());
        return new Document(setting, measured, failed);
      }
    }
    return document;
  }

  private static void write(Document document, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      document.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String table(List<Measurement> measured) {
    TextTable table = new TextTable();
    table.add("benchmark", List.of("score", "± 99.9 %", "unit", "bytes/op"));
    for (Measurement each : measured) {
      table.add(
          each.key().toString(),
          List.of(
              number(each.score()),
              number(each.error()),
              each.unit(),
              each.allocated().isPresent() ? number(each.allocated().getAsDouble()) : "-"));
    }
    return table.toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }
}

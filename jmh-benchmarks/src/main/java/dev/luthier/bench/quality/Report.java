package dev.luthier.bench.quality;

import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.Problem.Group;
import dev.luthier.bench.statistic.Interval;
import dev.luthier.bench.statistic.PairedDifferences;
import dev.luthier.bench.text.TextTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Prints scores: one table and the paired comparisons for each group of problems, then the bars.
 */
final class Report {
  private final Scores scores;
  private final List<String> ours;
  private final List<String> judged;
  private final PrintStream out;

  /**
   * A report on the methods that were run, beside all others in the scores.
   *
   * @param judged those of them to which the bars apply
   */
  Report(Scores scores, List<String> ours, List<String> judged, PrintStream out) {
    this.scores = scores;
    this.ours = List.copyOf(ours);
    this.judged = List.copyOf(judged);
    this.out = out;
  }

  void print() {
    for (Group group : Group.values()) {
      List<Problem> problems =
          scores.problems().stream().filter(problem -> problem.group() == group).toList();
      if (!problems.isEmpty()) {
        out.printf(
            Locale.ROOT,
            "%n%s; %d evaluations, seeds %s%n%n",
            group.title(),
            scores.evaluations(),
            seeds());
        printTables(problems);
        printComparisons(group);
      }
    }
    printBars();
  }

  private String seeds() {
    List<Long> seeds = scores.seeds();
    boolean isRange = seeds.getLast() - seeds.getFirst() == seeds.size() - 1;
    return isRange && seeds.size() > 1
        ? seeds.getFirst() + "-" + seeds.getLast()
        : seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private void printTables(List<Problem> problems) {
    List<String> methods =
        scores.methods().stream()
            .filter(method -> problems.stream().anyMatch(p -> scores.mean(method, p).isPresent()))
            .toList();
    boolean hasMean = problems.getFirst().group().hasCommonUnit();
    out.print(table("score", problems, methods, scores::mean, hasMean));
    out.println();
    out.print(table("wall s", problems, methods, this::wallSeconds, true));
    out.println();
    out.print(table("ask ms, median", problems, ours, this::medianAsk, true));
    out.println();
    out.print(table("ask ms, most", problems, ours, this::longestAsk, true));
  }

  private static String table(
      String title,
      List<Problem> problems,
      List<String> methods,
      BiFunction<String, Problem, OptionalDouble> cell,
      boolean hasMean) {
    TextTable table = new TextTable();
    table.add(title, methods);
    for (Problem problem : problems) {
      table.add(problem.name(), methods.stream().map(m -> number(cell.apply(m, problem))).toList());
    }
    if (hasMean && problems.size() > 1) {
      table.add("mean", methods.stream().map(m -> number(mean(m, problems, cell))).toList());
    }
    return table.toString();
  }

  /** Over all problems, or nothing: means over different problems would invite comparison. */
  private static OptionalDouble mean(
      String method, List<Problem> problems, BiFunction<String, Problem, OptionalDouble> cell) {
    double sum = 0;
    for (Problem problem : problems) {
      OptionalDouble value = cell.apply(method, problem);
      if (value.isEmpty()) {
        return value;
      }
      sum += value.getAsDouble();
    }
    return OptionalDouble.of(sum / problems.size());
  }

  /** Of runs of this length: most recorded ones went further. */
  private OptionalDouble wallSeconds(String method, Problem problem) {
    return scores.rows(method, problem).stream()
        .filter(row -> row.evaluations() == scores.evaluations())
        .mapToDouble(RunRow::wallSeconds)
        .average();
  }

  private OptionalDouble medianAsk(String method, Problem problem) {
    return scores.rows(method, problem).stream()
        .flatMap(row -> row.ask().stream())
        .mapToDouble(RunRow.AskTimes::median)
        .average();
  }

  private OptionalDouble longestAsk(String method, Problem problem) {
    return scores.rows(method, problem).stream()
        .flatMap(row -> row.ask().stream())
        .mapToDouble(RunRow.AskTimes::max)
        .max();
  }

  private void printComparisons(Group group) {
    List<String> others = new ArrayList<>(scores.methods());
    for (String method : ours) {
      others.remove(method); // So that each pair is compared once.
      for (String other : others) {
        Comparison.of(scores, method, other, group).ifPresent(this::print);
      }
    }
  }

  private void print(Comparison comparison) {
    TextTable table = new TextTable();
    table.add(
        comparison.method() + " - " + comparison.other(),
        List.of("mean", "95 % interval", "", "p better", "p worse", "Holm", "Holm", ""));
    for (Comparison.Cell cell : comparison.cells()) {
      List<String> columns = new ArrayList<>(columns(cell.differences()));
      columns.add(chance(cell.chanceOfAsGood()));
      columns.add(chance(cell.chanceOfAsBad()));
      columns.add(cell.isBetter() ? "better" : cell.isWorse() ? "worse" : "");
      table.add(cell.problem().name(), columns);
    }
    if (comparison.cells().size() > 1
        && comparison.cells().getFirst().problem().group().hasCommonUnit()) {
      table.add("all " + comparison.cells().size(), columns(comparison.overall()));
    }
    out.printf("%n%s", table);
  }

  private static List<String> columns(PairedDifferences differences) {
    Interval interval = differences.interval();
    return List.of(
        signed(differences.mean()),
        signed(interval.low()),
        signed(interval.high()),
        chance(differences.chanceOfAsGood()),
        chance(differences.chanceOfAsBad()));
  }

  private void printBars() {
    for (String method : judged) {
      List<Bar> bars = new ArrayList<>(Bars.judge(scores, method));
      bars.addAll(SuiteBars.judge(scores, method));
      if (!bars.isEmpty()) {
        out.printf("%nBars, for %s:%n", method);
        bars.forEach(bar -> out.println("  " + bar));
      }
    }
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "-";
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.3f", value);
  }

  private static String chance(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}

package dev.luthier.bench.quality;

import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.bench.statistic.Median;
import dev.luthier.bench.suite.WarmStartProblem;
import dev.luthier.bench.suite.WarmStartProblem.Before;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What earlier studies save in evaluations, and what a misleading one costs.
 *
 * <pre>
 *   ratio of a task = median over seeds of (evaluations until score ≤ target) / 50
 *   target          = median over seeds of the cold score after 50
 *   bars: geometric mean of the tasks' ratios ≤ 0.5 after three related studies,
 *         ≤ 1.1 after a misleading one
 * </pre>
 *
 * <p>A run that never reaches the target counts as all its evaluations, 100.
 */
final class WarmStartBar {
  private static final int COLD = 50;
  private static final int CAP = 100;
  private static final double MOST_WARM = 0.5;
  private static final double MOST_MISLED = 1.1;

  private final Map<RunRow.Key, RunRow> rows = new HashMap<>();
  private final Map<String, Map<Before, WarmStartProblem>> tasks = new LinkedHashMap<>();
  private final List<Long> seeds;
  private final Map<String, Map<Long, ScalarInstance>> targets = new HashMap<>();

  private WarmStartBar(List<RunRow> rows, List<Problem> problems, List<Long> seeds) {
    rows.forEach(row -> this.rows.put(row.key(), row));
    for (Problem problem : problems) {
      if (problem instanceof WarmStartProblem one) {
        tasks.computeIfAbsent(one.task(), _ -> new HashMap<>()).put(one.before(), one);
      }
    }
    this.seeds = seeds;
  }

  /** Of a method; empty unless all runs are there, of 100 evaluations. */
  static List<Bar> judge(
      List<RunRow> rows, String method, List<Problem> problems, List<Long> seeds) {
    WarmStartBar bar = new WarmStartBar(rows, problems, seeds);
    List<Bar> bars = new ArrayList<>();
    bar.judge(method, Before.WARM, "after three related studies", MOST_WARM).ifPresent(bars::add);
    bar.judge(method, Before.MISLED, "after a misleading one", MOST_MISLED).ifPresent(bars::add);
    return bars;
  }

  private Optional<Bar> judge(String method, Before before, String condition, double most) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (var task : tasks.entrySet()) {
      WarmStartProblem cold = task.getValue().get(Before.COLD);
      WarmStartProblem other = task.getValue().get(before);
      if (cold == null || other == null || !isComplete(method, cold, other)) {
        return Optional.empty();
      }
      ratios.put(task.getKey(), ratio(method, cold, other));
    }
    if (ratios.isEmpty()) {
      return Optional.empty();
    }
    double mean = Math.exp(ratios.values().stream().mapToDouble(Math::log).average().orElseThrow());
    String each =
        ratios.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return Optional.of(
        new Bar(
            condition + ", evaluations to the cold median / 50 <= " + most,
            mean <= most,
            String.format(Locale.ROOT, "%.3f, ", mean) + each));
  }

  private boolean isComplete(String method, Problem... problems) {
    return Arrays.stream(problems)
        .allMatch(
            p ->
                seeds.stream()
                    .map(seed -> rows.get(new RunRow.Key(method, p.name(), seed)))
                    .allMatch(row -> row != null && row.bestAfter(CAP).isPresent()));
  }

  private double ratio(String method, WarmStartProblem cold, WarmStartProblem other) {
    double target =
        Median.of(
            seeds.stream()
                .mapToDouble(
                    seed ->
                        score(cold, seed, row(method, cold, seed).bestAfter(COLD).orElseThrow()))
                .toArray());
    return Median.of(
            seeds.stream()
                .mapToDouble(seed -> evaluations(other, row(method, other, seed), target))
                .toArray())
        / COLD;
  }

  private int evaluations(WarmStartProblem problem, RunRow row, double target) {
    return row.best().entrySet().stream()
        .filter(entry -> score(problem, row.key().seed(), entry.getValue()) <= target)
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElse(CAP);
  }

  /** All problems of a task have the same scores: its minimum is searched for once. */
  private double score(WarmStartProblem problem, long seed, double best) {
    return targets
        .computeIfAbsent(problem.task(), _ -> new HashMap<>())
        .computeIfAbsent(seed, problem::instance)
        .score(best);
  }

  private RunRow row(String method, Problem problem, long seed) {
    return Optional.ofNullable(rows.get(new RunRow.Key(method, problem.name(), seed)))
        .orElseThrow();
  }
}

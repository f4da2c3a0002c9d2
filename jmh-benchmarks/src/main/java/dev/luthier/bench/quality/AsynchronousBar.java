package dev.luthier.bench.quality;

import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.Problem.Group;
import dev.luthier.bench.statistic.Median;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What several workers at a time cost in evaluations: how many it takes until the median run is as
 * good as the median of sequential runs after 100.
 *
 * <pre>
 *   ratio of a function = median over seeds of (evaluations until value ≤ target) / 100
 *   target              = median over seeds of the sequential best after 100
 *   bar:                  geometric mean of the six ratios ≤ 1.15
 * </pre>
 *
 * <p>A run that never reaches the target counts as its 200 evaluations.
 */
final class AsynchronousBar {
  static final int SEQUENTIAL = 100;
  static final int CAP = 200;
  private static final double MOST = 1.15;
  private static final int FUNCTIONS = 6;

  private AsynchronousBar() {}

  /** Of a method with several workers; empty unless all runs of both kinds are there. */
  static Optional<Bar> judge(
      List<RunRow> rows, Job.Method method, List<Problem> problems, List<Long> seeds) {
    List<Problem> named = problems.stream().filter(p -> p.group() == Group.NAMED).toList();
    if (method.workers() == 1 || named.size() < FUNCTIONS) {
      return Optional.empty();
    }
    Map<RunRow.Key, RunRow> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(row.key(), row));
    StringBuilder figures = new StringBuilder();
    double logs = 0;
    for (Problem problem : named) {
      List<RunRow> sequential = of(byKey, method.name(), problem, seeds, SEQUENTIAL);
      List<RunRow> parallel = of(byKey, method.label(), problem, seeds, CAP);
      if (sequential.size() < seeds.size() || parallel.size() < seeds.size()) {
        return Optional.empty();
      }
      double ratio = ratio(sequential, parallel);
      logs += Math.log(ratio) / FUNCTIONS;
      figures.append(String.format(Locale.ROOT, ", %s %.2f", problem.name(), ratio));
    }
    double mean = Math.exp(logs);
    return Optional.of(
        new Bar(
            method.workers() + " workers, evaluations to the sequential median / 100 <= " + MOST,
            mean <= MOST,
            String.format(Locale.ROOT, "%.3f", mean) + figures));
  }

  static double ratio(List<RunRow> sequential, List<RunRow> parallel) {
    double target =
        Median.of(
            sequential.stream()
                .mapToDouble(row -> row.bestAfter(SEQUENTIAL).orElseThrow())
                .toArray());
    return Median.of(parallel.stream().mapToDouble(row -> evaluations(row, target)).toArray())
        / SEQUENTIAL;
  }

  private static int evaluations(RunRow row, double target) {
    return row.best().entrySet().stream()
        .filter(entry -> entry.getValue() <= target)
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElse(CAP);
  }

  private static List<RunRow> of(
      Map<RunRow.Key, RunRow> rows, String method, Problem problem, List<Long> seeds, int length) {
    return seeds.stream()
        .map(seed -> rows.get(new RunRow.Key(method, problem.name(), seed)))
        .filter(Objects::nonNull)
        .filter(row -> row.bestAfter(length).isPresent())
        .collect(Collectors.toList());
  }
}

package dev.luthier.bench.quality;

import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.statistic.PairedDifferences;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The scores of methods after so many evaluations, on the same problems and seeds. A method has a
 * score on a problem only if it has one for every seed. Immutable.
 */
final class Scores {
  private final List<Problem> problems;
  private final List<Long> seeds;
  private final int evaluations;
  private final Map<String, Map<Problem, double[]>> byMethod = new LinkedHashMap<>();
  private final Map<RunRow.Key, RunRow> rows = new HashMap<>();

  /** Of the rows that are about these problems and seeds and went that far. */
  Scores(List<RunRow> rows, List<Problem> problems, List<Long> seeds, int evaluations) {
    this.problems = List.copyOf(problems);
    this.seeds = List.copyOf(seeds);
    this.evaluations = evaluations;
    for (RunRow row : rows) {
      if (row.bestAfter(evaluations).isPresent()) {
        this.rows.put(row.key(), row);
      }
    }
    List<String> methods = rows.stream().map(row -> row.key().method()).distinct().toList();
    for (Problem problem : problems) {
      // Side by side: the minimum of a development problem is searched for, which takes a while.
      List<Map<String, Double>> bySeed =
          seeds.parallelStream().map(seed -> scores(methods, problem, seed)).toList();
      for (String method : methods) {
        if (bySeed.stream().allMatch(scores -> scores.containsKey(method))) {
          double[] scores = bySeed.stream().mapToDouble(s -> s.getOrDefault(method, 0.0)).toArray();
          byMethod.computeIfAbsent(method, _ -> new HashMap<>()).put(problem, scores);
        }
      }
    }
  }

  /** The same runs, on fewer problems and seeds. */
  Scores only(Problem.Group group, List<Long> fewer) {
    return new Scores(
        List.copyOf(rows.values()),
        problems.stream().filter(problem -> problem.group() == group).toList(),
        fewer,
        evaluations);
  }

  List<Problem> problems() {
    return problems;
  }

  List<Long> seeds() {
    return seeds;
  }

  int evaluations() {
    return evaluations;
  }

  /** Those with a score on some problem. */
  List<String> methods() {
    return List.copyOf(byMethod.keySet());
  }

  OptionalDouble mean(String method, Problem problem) {
    double[] scores = byMethod.getOrDefault(method, Map.of()).get(problem);
    return scores == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(new PairedDifferences(scores).mean());
  }

  /** The rows of a method on a problem, if they are complete. */
  List<RunRow> rows(String method, Problem problem) {
    return mean(method, problem).isEmpty()
        ? List.of()
        : seeds.stream().map(seed -> row(method, problem, seed)).flatMap(Optional::stream).toList();
  }

  /** One difference a seed, on a problem that both have. */
  Optional<PairedDifferences> differences(String method, String other, Problem problem) {
    double[] ours = byMethod.getOrDefault(method, Map.of()).get(problem);
    double[] theirs = byMethod.getOrDefault(other, Map.of()).get(problem);
    if (ours == null || theirs == null) {
      return Optional.empty();
    }
    double[] differences = new double[seeds.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = ours[i] - theirs[i];
    }
    return Optional.of(new PairedDifferences(differences));
  }

  /** By method, for those that have a row. */
  private Map<String, Double> scores(List<String> methods, Problem problem, long seed) {
    Map<String, Double> scores = new HashMap<>();
    try (Instance instance = problem.instance(seed)) {
      for (String method : methods) {
        row(method, problem, seed)
            .ifPresent(
                row ->
                    row.bestAfter(evaluations)
                        .ifPresent(best -> scores.put(method, instance.score(best))));
      }
    }
    return scores;
  }

  private Optional<RunRow> row(String method, Problem problem, long seed) {
    return Optional.ofNullable(rows.get(new RunRow.Key(method, problem.name(), seed)));
  }
}

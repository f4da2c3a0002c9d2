package dev.luthier.bench.quality;

import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.Problem.Group;
import java.util.List;

/**
 * The mean over problems and seeds of each method's rank among some, 1 the best; those that are
 * equal share the mean of their ranks.
 *
 * <pre>
 *   rank = 1 + number of lower ones + ½ number of equal others
 * </pre>
 *
 * <p>By what runs have reached rather than by scores, which are floored: badly conditioned
 * functions are all near the floor.
 */
final class MeanRanks {
  private MeanRanks() {}

  /** In the order of the methods; empty unless all have all problems of the group. */
  static List<Double> of(Scores scores, List<String> methods, Group group) {
    List<Problem> problems =
        scores.problems().stream().filter(problem -> problem.group() == group).toList();
    boolean isComplete =
        problems.stream()
            .allMatch(
                problem -> methods.stream().noneMatch(m -> scores.rows(m, problem).isEmpty()));
    return problems.isEmpty() || !isComplete
        ? List.of()
        : methods.stream()
            .map(
                method ->
                    problems.stream()
                        .mapToDouble(problem -> onOne(scores, method, methods, problem))
                        .average()
                        .orElseThrow())
            .toList();
  }

  private static double onOne(Scores scores, String method, List<String> methods, Problem problem) {
    List<RunRow> ours = scores.rows(method, problem);
    double beaten = 0;
    for (String other : methods) {
      if (!other.equals(method)) {
        beaten += beaten(ours, scores.rows(other, problem), scores.evaluations());
      }
    }
    return 1 + beaten / ours.size();
  }

  /** On how many seeds others are lower, where equals count half. */
  private static double beaten(List<RunRow> ours, List<RunRow> theirs, int evaluations) {
    double sum = 0;
    for (int i = 0; i < theirs.size(); i++) {
      double we = ours.get(i).bestAfter(evaluations).orElseThrow();
      double they = theirs.get(i).bestAfter(evaluations).orElseThrow();
      sum += they < we ? 1 : they == we ? 0.5 : 0;
    }
    return sum;
  }
}

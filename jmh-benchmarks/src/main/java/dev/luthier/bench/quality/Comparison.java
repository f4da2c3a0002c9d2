package dev.luthier.bench.quality;

import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.statistic.HolmCorrection;
import dev.luthier.bench.statistic.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Two methods compared on several problems: a row of paired differences, negative where the first
 * is better, and of chances that are Holm-corrected over the row.
 *
 * @param overall one difference a seed, each the mean over the problems
 */
record Comparison(String method, String other, List<Cell> cells, PairedDifferences overall) {
  /** Beyond this a difference is called significant. */
  static final double LEVEL = 0.05;

  Comparison {
    cells = List.copyOf(cells);
  }

  /**
   * The comparison on one problem.
   *
   * @param chanceOfAsGood that the first is that much better by chance, corrected
   * @param chanceOfAsBad that it is that much worse by chance, corrected
   */
  record Cell(
      Problem problem, PairedDifferences differences, double chanceOfAsGood, double chanceOfAsBad) {
    boolean isBetter() {
      return chanceOfAsGood <= LEVEL;
    }

    boolean isWorse() {
      return chanceOfAsBad <= LEVEL;
    }
  }

  /** On those of the problems that both have; empty when there is none. */
  static Optional<Comparison> of(Scores scores, String method, String other, Problem.Group group) {
    return of(scores, method, other, group, _ -> true);
  }

  /** As above, on those that count: the others are no part of the correction either. */
  static Optional<Comparison> of(
      Scores scores, String method, String other, Problem.Group group, Predicate<Problem> counts) {
    List<Problem> problems = new ArrayList<>();
    List<PairedDifferences> rows = new ArrayList<>();
    for (Problem problem : scores.problems()) {
      if (problem.group() == group && counts.test(problem)) {
        scores
            .differences(method, other, problem)
            .ifPresent(
                differences -> {
                  problems.add(problem);
                  rows.add(differences);
                });
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    double[] good = rows.stream().mapToDouble(PairedDifferences::chanceOfAsGood).toArray();
    double[] bad = rows.stream().mapToDouble(PairedDifferences::chanceOfAsBad).toArray();
    double[] goodTogether = HolmCorrection.adjust(good);
    double[] badTogether = HolmCorrection.adjust(bad);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      cells.add(new Cell(problems.get(i), rows.get(i), goodTogether[i], badTogether[i]));
    }
    return Optional.of(new Comparison(method, other, cells, PairedDifferences.meanOf(rows)));
  }
}

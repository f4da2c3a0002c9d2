package dev.luthier.bench.quality;

import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.Problem.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The bars of the strategy at full strength, fixed before its first run: on the six functions, as
 * they are and moved, at 50 and 100 evaluations, and on the suites; all on seeds 0 to 19, and
 * against BoTorch, which was recorded for fewer, on seeds 0 to 9.
 */
final class SuiteBars {
  private static final List<Long> SEEDS = LongStream.range(0, 20).boxed().toList();
  private static final List<Long> SEEDS_OF_BOTORCH = LongStream.range(0, 10).boxed().toList();
  private static final int SIX = 6;
  private static final int FAMILIES = 8;

  /** svr_mixed and the tree; digits is a study of its own. */
  private static final int MIXED_SPACES = 2;

  /** A regret lower by a fifth: 10^-0.1. */
  private static final double BETTER = -0.1;

  /** CMA-ES begins in the middle of the box, where these two are least. */
  private static final List<String> CENTRED = List.of("ackley10", "rastrigin5");

  private final Scores scores;
  private final String method;
  private final List<Bar> bars = new ArrayList<>();

  private SuiteBars(Scores scores, String method) {
    this.scores = scores;
    this.method = method;
  }

  /** Those that these runs can judge. */
  static List<Bar> judge(Scores scores, String method) {
    if (!scores.seeds().equals(SEEDS)) {
      return List.of();
    }
    SuiteBars suite = new SuiteBars(scores, method);
    if (scores.evaluations() == 50 || scores.evaluations() == 100) {
      suite.six(Group.NAMED, "six functions");
      suite.six(Group.MOVED, "six functions, moved");
    }
    if (scores.evaluations() == 50) {
      suite.lowerEverywhere(Group.CONSTRAINED, 4, RecordedRuns.OPTUNA_GP);
      suite.ranks();
      suite.mixed();
    }
    if (scores.evaluations() == 100) {
      suite.lowerEverywhere(Group.NOISE, 4, RecordedRuns.OPTUNA_GP);
      for (String peer :
          List.of(RecordedRuns.OPTUNA_GP, RecordedRuns.OPTUNA_NSGA2, RecordedRuns.OPTUNA_TPE)) {
        suite.lowerEverywhere(Group.OBJECTIVES, 5, peer);
      }
    }
    return suite.bars;
  }

  private void six(Group group, String name) {
    complete(scores, RecordedRuns.OPTUNA_GP, group).ifPresent(c -> bars.add(better(c, name)));
    if (scores.evaluations() == 50) {
      // Without them for moved functions.
      complete(scores.only(group, SEEDS_OF_BOTORCH), RecordedRuns.BOTORCH, group)
          .ifPresent(c -> bars.add(better(c, name + ", seeds 0-9")));
    }
    nowhereWorse(group, name, RecordedRuns.OPTUNA_GP, _ -> true);
    nowhereWorse(group, name, RecordedRuns.OPTUNA_TPE, _ -> true);
    nowhereWorse(
        group, name, RecordedRuns.OPTUNA_CMAES, problem -> !CENTRED.contains(problem.name()));
  }

  private Optional<Comparison> complete(Scores of, String peer, Group group) {
    return Comparison.of(of, method, peer, group).filter(c -> c.cells().size() == SIX);
  }

  private static Bar better(Comparison comparison, String name) {
    double mean = comparison.overall().mean();
    return new Bar(
        name + " against " + comparison.other() + ", mean difference <= " + BETTER,
        mean <= BETTER,
        number(mean));
  }

  private void nowhereWorse(Group group, String name, String peer, Predicate<Problem> counts) {
    if (complete(scores, peer, group).isEmpty()) {
      return;
    }
    Comparison comparison = Comparison.of(scores, method, peer, group, counts).orElseThrow();
    bars.add(
        new Bar(
            name + ", significantly worse than " + peer + " on none",
            comparison.cells().stream().noneMatch(Comparison.Cell::isWorse),
            comparison.cells().stream()
                .map(cell -> cell.problem().name() + " p = " + number(cell.chanceOfAsBad()))
                .collect(Collectors.joining(", "))));
  }

  /** On all of so many problems. */
  private void lowerEverywhere(Group group, int count, String peer) {
    Comparison.of(scores, method, peer, group)
        .filter(comparison -> comparison.cells().size() == count)
        .ifPresent(
            comparison ->
                bars.add(
                    new Bar(
                        ProblemChoice.word(group) + ", mean difference to " + peer + " < 0 on each",
                        comparison.cells().stream().allMatch(c -> c.differences().mean() < 0),
                        means(comparison))));
  }

  private void ranks() {
    List<String> methods =
        List.of(method, RecordedRuns.OPTUNA_GP, RecordedRuns.OPTUNA_TPE, RecordedRuns.OPTUNA_CMAES);
    List<Double> ranks = MeanRanks.of(scores, methods, Group.FAMILIES);
    long count = scores.problems().stream().filter(p -> p.group() == Group.FAMILIES).count();
    if (!ranks.isEmpty() && count == FAMILIES) {
      bars.add(
          new Bar(
              "families, better mean rank than GPSampler, TPE and CMA-ES",
              ranks.stream().skip(1).allMatch(rank -> ranks.getFirst() < rank),
              IntStream.range(0, ranks.size())
                  .mapToObj(i -> methods.get(i) + " " + number(ranks.get(i)))
                  .collect(Collectors.joining(", "))));
    }
  }

  private void mixed() {
    List<Comparison> both =
        Stream.of(Group.MIXED, Group.TREE)
            .flatMap(
                group -> Comparison.of(scores, method, RecordedRuns.OPTUNA_TPE, group).stream())
            .toList();
    List<Comparison.Cell> cells = both.stream().flatMap(c -> c.cells().stream()).toList();
    if (cells.size() < MIXED_SPACES) {
      return;
    }
    String figures = both.stream().map(SuiteBars::means).collect(Collectors.joining(", "));
    bars.add(
        new Bar(
            "mixed and conditional, mean difference to TPE <= 0 on each",
            cells.stream().allMatch(cell -> cell.differences().mean() <= 0),
            figures));
    bars.add(
        new Bar(
            "mixed and conditional, below TPE by two standard errors on one",
            cells.stream()
                .map(Comparison.Cell::differences)
                .anyMatch(d -> d.mean() <= -2 * d.standardError()),
            figures));
  }

  private static String means(Comparison comparison) {
    return comparison.cells().stream()
        .map(
            cell ->
                cell.problem().name()
                    + " "
                    + number(cell.differences().mean())
                    + " with standard error "
                    + number(cell.differences().standardError()))
        .collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}

package dev.luthier.bench.quality;

import dev.luthier.bench.problem.Problem.Group;
import dev.luthier.bench.statistic.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The bars of the default strategy's quality, fixed before its first run: on the six functions at
 * 50 evaluations, seeds 0 to 9, against recorded runs; and on {@code svr_mixed} at 50, seeds 0 to
 * 19.
 */
final class Bars {
  private static final int EVALUATIONS = 50;
  private static final List<Long> NAMED_SEEDS = LongStream.range(0, 10).boxed().toList();
  private static final List<Long> MIXED_SEEDS = LongStream.range(0, 20).boxed().toList();
  private static final int NAMED_PROBLEMS = 6;

  /** Half the regret of TPE: 10^-0.3. */
  private static final double BETTER_THAN_TPE = -0.3;

  /** Its valley is curved and flat, which no model without it in mind follows in 50 evaluations. */
  private static final String EXCUSED = "rosenbrock5";

  private Bars() {}

  /** Those that these runs can judge. */
  static List<Bar> judge(Scores scores, String method) {
    List<Bar> bars = new ArrayList<>();
    if (scores.evaluations() == EVALUATIONS && scores.seeds().equals(NAMED_SEEDS)) {
      for (String peer : List.of(RecordedRuns.OPTUNA_GP, RecordedRuns.BOTORCH)) {
        named(scores, method, peer).ifPresent(c -> bars.add(onAverage(c, 0)));
      }
      named(scores, method, RecordedRuns.OPTUNA_TPE)
          .ifPresent(
              c -> {
                bars.add(onAverage(c, BETTER_THAN_TPE));
                bars.add(nowhereWorse(c));
              });
      named(scores, method, RecordedRuns.OPTUNA_RANDOM)
          .ifPresent(c -> bars.add(everywhereLower(c)));
    }
    if (scores.evaluations() == EVALUATIONS && scores.seeds().equals(MIXED_SEEDS)) {
      mixed(scores, method, RecordedRuns.OPTUNA_RANDOM).ifPresent(d -> bars.add(noHigher(d)));
      mixed(scores, method, RecordedRuns.OPTUNA_TPE).ifPresent(d -> bars.add(withinError(d)));
    }
    return bars;
  }

  private static Optional<Comparison> named(Scores scores, String method, String peer) {
    return Comparison.of(scores, method, peer, Group.NAMED)
        .filter(comparison -> comparison.cells().size() == NAMED_PROBLEMS);
  }

  private static Optional<PairedDifferences> mixed(Scores scores, String method, String peer) {
    return Comparison.of(scores, method, peer, Group.MIXED).map(Comparison::overall);
  }

  private static Bar onAverage(Comparison comparison, double limit) {
    double mean = comparison.overall().mean();
    return new Bar(
        "six functions against " + comparison.other() + ", mean difference <= " + limit,
        mean <= limit,
        number(mean));
  }

  private static Bar nowhereWorse(Comparison comparison) {
    List<Comparison.Cell> worse =
        comparison.cells().stream()
            .filter(cell -> cell.isWorse() && !cell.problem().name().equals(EXCUSED))
            .toList();
    return new Bar(
        "significantly worse than " + comparison.other() + " on none but " + EXCUSED,
        worse.isEmpty(),
        comparison.cells().stream()
            .map(cell -> cell.problem().name() + " p = " + number(cell.chanceOfAsBad()))
            .collect(Collectors.joining(", ")));
  }

  private static Bar everywhereLower(Comparison comparison) {
    return new Bar(
        "mean difference to " + comparison.other() + " < 0 on all six",
        comparison.cells().stream().allMatch(cell -> cell.differences().mean() < 0),
        comparison.cells().stream()
            .map(cell -> cell.problem().name() + " " + number(cell.differences().mean()))
            .collect(Collectors.joining(", ")));
  }

  private static Bar noHigher(PairedDifferences differences) {
    return new Bar(
        "svr_mixed, mean difference to random <= 0",
        differences.mean() <= 0,
        number(differences.mean()));
  }

  private static Bar withinError(PairedDifferences differences) {
    return new Bar(
        "svr_mixed, mean difference to TPE <= its standard error",
        differences.mean() <= differences.standardError(),
        number(differences.mean()) + " with standard error " + number(differences.standardError()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}

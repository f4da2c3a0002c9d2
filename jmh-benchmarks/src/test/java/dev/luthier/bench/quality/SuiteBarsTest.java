package dev.luthier.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.Problem.Group;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Made-up runs, whose figures are chosen. */
final class SuiteBarsTest {
  private static List<Problem> problems(Group group) {
    return ProblemChoice.all("no python").stream()
        .filter(problem -> problem.group() == group)
        .toList();
  }

  private static List<Long> seeds(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static List<RunRow> rows(
      String method, List<Problem> problems, int n, int seeds, ToDoubleFunction<String> figure) {
    List<RunRow> rows = new ArrayList<>();
    for (Problem problem : problems) {
      for (long seed = 0; seed < seeds; seed++) {
        rows.add(
            new RunRow(
                new RunRow.Key(method, problem.name(), seed),
                n,
                new TreeMap<>(Map.of(n, figure.applyAsDouble(problem.name()))),
                1,
                Optional.empty()));
      }
    }
    return rows;
  }

  /** Figures whose log10 of regret is this. */
  private static ToDoubleFunction<String> regret(ToDoubleFunction<String> log) {
    return name -> {
      double minimum =
          switch (name) {
            case "branin2" -> 0.39788736;
            case "hartmann6" -> -3.32236801;
            default -> 0;
          };
      return minimum + Math.pow(10, log.applyAsDouble(name));
    };
  }

  private static List<Bar> six(int n, ToDoubleFunction<String> ours) {
    List<Problem> six = problems(Group.NAMED);
    List<RunRow> rows = new ArrayList<>(rows("gp", six, n, 20, regret(ours)));
    rows.addAll(rows(RecordedRuns.OPTUNA_GP, six, n, 20, regret(_ -> 0)));
    rows.addAll(rows(RecordedRuns.OPTUNA_TPE, six, n, 20, regret(_ -> 0.2)));
    rows.addAll(rows(RecordedRuns.OPTUNA_CMAES, six, n, 20, regret(_ -> 0.1)));
    rows.addAll(rows(RecordedRuns.BOTORCH, six, n, 10, regret(_ -> -0.1)));
    return SuiteBars.judge(new Scores(rows, six, seeds(20), n), "gp");
  }

  private static List<Boolean> holds(List<Bar> bars) {
    return bars.stream().map(Bar::holds).toList();
  }

  @Test
  void theSixFunctionsAreJudgedAtFiftyAndAtAHundred() {
    assertEquals(List.of(true, true, true, true, true), holds(six(50, _ -> -0.3)));
    assertEquals(List.of(true, false, true, true, true), holds(six(50, _ -> -0.15)));
    List<Bar> hundred = six(100, _ -> -0.05);
    assertEquals(List.of(false, true, true, true), holds(hundred));
    assertEquals(
        "does not hold  six functions against optuna-gp, mean difference <= -0.1: -0.0500",
        hundred.getFirst().toString());
    assertEquals(List.of(), six(25, _ -> -1));
  }

  /** Twenty seeds worse by the same: p = 2⁻²⁰ or what 20 samples of signs can tell, below 5 %. */
  @Test
  void cmaEsIsComparedWhereItsStartIsNoHelp() {
    assertEquals(
        List.of(true, false, false, true),
        holds(six(100, name -> name.equals("ackley10") ? 0.5 : -1)));
    assertEquals(
        List.of(true, false, false, false),
        holds(six(100, name -> name.equals("levy10") ? 0.5 : -1)));
  }

  @Test
  void otherSeedsAreNotJudged() {
    List<Problem> six = problems(Group.NAMED);
    List<RunRow> rows = new ArrayList<>(rows("gp", six, 50, 19, regret(_ -> -1)));
    rows.addAll(rows(RecordedRuns.OPTUNA_GP, six, 50, 19, regret(_ -> 0)));
    assertEquals(List.of(), SuiteBars.judge(new Scores(rows, six, seeds(19), 50), "gp"));
  }

  @Test
  void severalObjectivesAreJudgedAgainstThreePeersOnEachProblem() {
    List<Problem> five = problems(Group.OBJECTIVES);
    assertEquals(5, five.size());
    List<RunRow> rows =
        new ArrayList<>(rows("gp", five, 100, 20, name -> name.equals("zdt2") ? -3 : -5));
    rows.addAll(rows(RecordedRuns.OPTUNA_GP, five, 100, 20, _ -> -4));
    rows.addAll(rows(RecordedRuns.OPTUNA_NSGA2, five, 100, 20, _ -> -2));
    rows.addAll(rows(RecordedRuns.OPTUNA_TPE, five, 100, 20, _ -> -2.5));
    List<Bar> bars = SuiteBars.judge(new Scores(rows, five, seeds(20), 100), "gp");
    assertEquals(List.of(false, true, true), holds(bars));
    assertTrue(bars.getFirst().figures().contains("zdt2 1.0000"), bars.toString());
  }

  /** Whose figures are scores: the minima of real ones would have to be searched for. */
  private record Made(String name, Group group) implements Problem {
    @Override
    public Instance instance(long seed) {
      return new ScalarInstance() {
        @Override
        public SearchSpace space() {
          return SearchSpace.builder().build();
        }

        @Override
        public List<Configuration> start() {
          return List.of();
        }

        @Override
        public double evaluate(Configuration configuration) {
          return 0;
        }

        @Override
        public double score(double figure) {
          return figure;
        }
      };
    }
  }

  /** Second of four on one family, sharing the first place with one on seven others. */
  @Test
  void familiesAreJudgedByMeanRanks() {
    List<Problem> families =
        Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
            .<Problem>map(name -> new Made(name, Group.FAMILIES))
            .toList();
    List<RunRow> rows = new ArrayList<>(rows("gp", families, 50, 20, n -> n.equals("b") ? 2 : 1));
    rows.addAll(rows(RecordedRuns.OPTUNA_GP, families, 50, 20, _ -> 1));
    rows.addAll(rows(RecordedRuns.OPTUNA_TPE, families, 50, 20, _ -> 3));
    rows.addAll(rows(RecordedRuns.OPTUNA_CMAES, families, 50, 20, _ -> 3));
    Scores scores = new Scores(rows, families, seeds(20), 50);
    List<Bar> bars = SuiteBars.judge(scores, "gp");
    assertEquals(List.of(false), holds(bars));
    assertEquals(
        "gp 1.5625, optuna-gp 1.4375, optuna-tpe 3.5000, optuna-cmaes 3.5000",
        bars.getFirst().figures());
    assertEquals(List.of(), MeanRanks.of(scores, List.of("gp", "nobody"), Group.FAMILIES));
    Scores seven = new Scores(rows, families.subList(0, 7), seeds(20), 50);
    assertEquals(List.of(), SuiteBars.judge(seven, "gp"));
  }

  /** −1 and 0.5 in turn: mean −0.25, standard error √(20 · 0.5625 / 19 / 20) = 0.172. */
  @Test
  void conditionalSpacesAreJudgedOnEachAndOnOne() {
    List<Problem> both = List.of(new Made("s", Group.MIXED), new Made("t", Group.TREE));
    List<RunRow> rows = new ArrayList<>(rows(RecordedRuns.OPTUNA_TPE, both, 50, 20, _ -> 1));
    rows.addAll(rows("clear", both, 50, 20, name -> name.equals("s") ? 1 : 0));
    rows.addAll(rows("worse", both, 50, 20, name -> name.equals("s") ? 1.1 : 0));
    for (RunRow row : rows(RecordedRuns.OPTUNA_TPE, both, 50, 20, _ -> 1)) {
      double best = row.key().seed() % 2 == 0 ? 0 : 1.5;
      rows.add(
          new RunRow(
              new RunRow.Key("vague", row.key().problem(), row.key().seed()),
              50,
              new TreeMap<>(Map.of(50, best)),
              1,
              Optional.empty()));
    }
    Scores scores = new Scores(rows, both, seeds(20), 50);
    assertEquals(List.of(true, true), holds(SuiteBars.judge(scores, "clear")));
    assertEquals(List.of(false, true), holds(SuiteBars.judge(scores, "worse")));
    assertEquals(List.of(true, false), holds(SuiteBars.judge(scores, "vague")));
  }

  @Test
  void asynchronousRunsCountEvaluationsToTheSequentialMedian() {
    List<RunRow> sequential = new ArrayList<>();
    List<RunRow> parallel = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      // The median is 2; it is reached after 90, 100, 110 and 120 evaluations, and once never.
      sequential.add(row("gp", i, Map.of(100, (double) i)));
      parallel.add(
          row(
              "gp 8 workers",
              i,
              Map.of(50, 3.0, 90 + 10 * i, i == 4 ? 2.5 : 1.0 + i / 4.0, 200, i == 4 ? 2.5 : 0.5)));
    }
    assertEquals(1.1, AsynchronousBar.ratio(sequential, parallel), 1e-12);
  }

  private static RunRow row(String method, long seed, Map<Integer, Double> best) {
    return new RunRow(
        new RunRow.Key(method, "branin2", seed), 200, new TreeMap<>(best), 1, Optional.empty());
  }

  @Test
  void theAsynchronousBarNeedsBothKindsOfRuns() {
    List<Problem> six = problems(Group.NAMED);
    Job.Method method =
        QualityOptions.parse(List.of("--strategies", "random", "--workers", "8"))
            .methods()
            .getFirst();
    assertEquals("random 8 workers", method.label());
    List<RunRow> rows = new ArrayList<>(rows("random", six, 100, 3, _ -> 1));
    rows.addAll(rows(method.label(), six, 200, 2, _ -> 1));
    assertTrue(AsynchronousBar.judge(rows, method, six, seeds(3)).isEmpty());
    Bar bar = AsynchronousBar.judge(rows, method, six, seeds(2)).orElseThrow();
    assertFalse(bar.holds());
    assertTrue(bar.figures().startsWith("2.000, branin2 2.00, "), bar.toString());
  }
}

package dev.luthier.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.problem.NamedProblem;
import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.SvrMixed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Made-up runs, whose scores are chosen. */
final class BarsTest {
  private static final List<Problem> NAMED = List.copyOf(NamedProblem.all());

  /** Runs whose log10 of regret is chosen by problem, with a little of the seed in it. */
  private static List<RunRow> named(String method, ToDoubleFunction<String> logRegret) {
    List<RunRow> rows = new ArrayList<>();
    for (Problem problem : NAMED) {
      double minimum =
          switch (problem.name()) {
            case "branin2" -> 0.39788736;
            case "hartmann6" -> -3.32236801;
            default -> 0;
          };
      for (long seed = 0; seed < 10; seed++) {
        double log = logRegret.applyAsDouble(problem.name()) + seed / 10.0;
        rows.add(row(method, problem, seed, minimum + Math.pow(10, log)));
      }
    }
    return rows;
  }

  private static RunRow row(String method, Problem problem, long seed, double best) {
    return new RunRow(
        new RunRow.Key(method, problem.name(), seed),
        50,
        new TreeMap<>(Map.of(50, best)),
        1,
        Optional.empty());
  }

  private static List<Bar> judged(ToDoubleFunction<String> ours) {
    List<RunRow> rows = new ArrayList<>(named("gp", ours));
    rows.addAll(named(RecordedRuns.OPTUNA_GP, _ -> 0));
    rows.addAll(named(RecordedRuns.BOTORCH, _ -> -0.1));
    rows.addAll(named(RecordedRuns.OPTUNA_TPE, _ -> 0.25));
    rows.addAll(named(RecordedRuns.OPTUNA_RANDOM, _ -> 0.5));
    return Bars.judge(new Scores(rows, NAMED, seeds(10), 50), "gp");
  }

  private static List<Long> seeds(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  @Test
  void allHoldForWhoIsBetterEverywhere() {
    List<Bar> bars = judged(_ -> -0.2);
    assertEquals(5, bars.size());
    assertTrue(bars.stream().allMatch(Bar::holds), bars.toString());
    assertEquals(
        "holds          six functions against botorch, mean difference <= 0.0: -0.1000",
        bars.get(1).toString());
  }

  @Test
  void aMeanThatIsTooHighDoesNotHold() {
    assertEquals(
        List.of(true, false, false, true, true),
        judged(_ -> -0.02).stream().map(Bar::holds).toList());
  }

  /** Worse by 0.1 on every seed: p = 2⁻¹⁰, corrected 6 · 2⁻¹⁰ = 0.0059. */
  @Test
  void oneFunctionIsExcusedAndTheOthersAreNot() {
    List<Bar> excused = judged(name -> name.equals("rosenbrock5") ? 0.4 : -1);
    assertTrue(excused.get(3).holds(), excused.toString());
    assertTrue(excused.get(3).figures().contains("rosenbrock5 p = 0.0059"));
    assertFalse(judged(name -> name.equals("levy10") ? 0.4 : -1).get(3).holds());
  }

  @Test
  void worseThanRandomAnywhereDoesNotHold() {
    assertFalse(judged(name -> name.equals("levy10") ? 0.6 : -1).get(4).holds());
  }

  @Test
  void otherSeedsAreNotJudged() {
    List<RunRow> rows = new ArrayList<>(named("gp", _ -> -1));
    rows.addAll(named(RecordedRuns.OPTUNA_GP, _ -> 0));
    assertEquals(List.of(), Bars.judge(new Scores(rows, NAMED, seeds(9), 50), "gp"));
  }

  /** Differences of ±1 around 0.2: standard error √(20 / 19 / 20) = 0.2294. */
  @Test
  void theMixedSpaceIsJudgedByMeansAndTheStandardError() {
    Problem svr = new SvrMixed("no python");
    List<RunRow> rows = new ArrayList<>();
    for (long seed = 0; seed < 20; seed++) {
      rows.add(row("gp", svr, seed, 54.2 + (seed % 2 == 0 ? 1 : -1)));
      rows.add(row(RecordedRuns.OPTUNA_TPE, svr, seed, 54));
      rows.add(row(RecordedRuns.OPTUNA_RANDOM, svr, seed, 54.1));
    }
    List<Bar> bars = Bars.judge(new Scores(rows, List.of(svr), seeds(20), 50), "gp");
    assertEquals(List.of(false, true), bars.stream().map(Bar::holds).toList());
    assertEquals("0.2000 with standard error 0.2294", bars.get(1).figures());
  }
}

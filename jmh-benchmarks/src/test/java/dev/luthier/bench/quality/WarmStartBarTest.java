package dev.luthier.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Made-up runs of one task. */
final class WarmStartBarTest {
  private static final List<Long> SEEDS = List.of(0L, 1L, 2L);

  /** The least value of the function is 0.397887. */
  private static final List<Problem> PROBLEMS =
      ProblemChoice.chosen(
          ProblemChoice.all("no python"),
          List.of("branin2-cold", "branin2-warm", "branin2-misled"));

  private static RunRow row(String problem, long seed, Map<Integer, Double> best) {
    return new RunRow(
        new RunRow.Key("gp", problem, seed), 100, new TreeMap<>(best), 1, Optional.empty());
  }

  private static List<RunRow> rows() {
    List<RunRow> rows = new ArrayList<>();
    for (long seed : SEEDS) {
      // The median after 50 is 2.4, which later improvements do not change.
      rows.add(row("branin2-cold", seed, Map.of(10, 9.0, 50, 1.4 + seed, 100, 0.4)));
      // It is reached after 10, 20 and 30 evaluations; and after 80, 60 and never.
      rows.add(
          row("branin2-warm", seed, Map.of(5, 3.0, 10 + 10 * (int) seed, 2.4, 50, 1.0, 100, 1.0)));
      rows.add(
          row(
              "branin2-misled",
              seed,
              seed == 2
                  ? Map.of(50, 4.0, 100, 4.0)
                  : Map.of(50, 4.0, 80 - 20 * (int) seed, 2.0, 100, 2.0)));
    }
    return rows;
  }

  @Test
  void countsEvaluationsToTheColdMedian() {
    List<Bar> bars = WarmStartBar.judge(rows(), "gp", PROBLEMS, SEEDS);
    assertEquals(2, bars.size());
    assertEquals("0.400, branin2 0.40", bars.get(0).figures());
    assertTrue(bars.get(0).holds());
    assertEquals("1.600, branin2 1.60", bars.get(1).figures());
    assertFalse(bars.get(1).holds());
  }

  @Test
  void judgesNothingWithoutAllRuns() {
    List<RunRow> rows = rows();
    rows.removeLast();
    List<Bar> bars = WarmStartBar.judge(rows, "gp", PROBLEMS, SEEDS);
    assertEquals(1, bars.size(), "a misled run is missing");
    assertTrue(WarmStartBar.judge(rows, "gp", PROBLEMS, List.of(0L, 7L)).isEmpty());
    assertTrue(WarmStartBar.judge(rows, "other", PROBLEMS, SEEDS).isEmpty());
  }
}

package dev.luthier.pruner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.schedule.CompletedCurves;
import dev.luthier.schedule.LearningCurve;
import dev.luthier.schedule.Pruner;
import dev.luthier.schedule.PrunerProvider;
import dev.luthier.schedule.PrunerSetup;
import dev.luthier.strategy.Options;
import dev.luthier.study.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule against its definition, on random histories with ties, NaN and unequal steps. */
final class PrunersTest {

  private static Pruner pruner(String name, Map<String, Object> options) {
    return create("pruner", name, options);
  }

  private static Pruner create(String field, String name, Map<String, Object> written) {
    PrunerProvider provider =
        ServiceLoader.load(PrunerProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow();
    Options options = new Options("pruner", field, written);
    Pruner pruner =
        provider.create(
            new PrunerSetup(
                options,
                (option, map) -> {
                  Map<String, Object> rest = new HashMap<>(map);
                  String inner = String.valueOf(rest.remove("name"));
                  return create(options.path(option), inner, rest);
                }));
    options.requireNoneLeft();
    return pruner;
  }

  /** Ascending steps with gaps, few values. */
  private static LearningCurve curve(RandomGenerator random, Direction direction, int longest) {
    LearningCurve curve = LearningCurve.empty(0, direction);
    long step = 0;
    for (int i = random.nextInt(longest); i >= 0; i--) {
      step += 1 + random.nextInt(2);
      double value = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(6);
      curve = curve.and(step, value);
    }
    return curve;
  }

  private static double loss(Direction direction, double value) {
    if (Double.isNaN(value)) {
      return Double.POSITIVE_INFINITY;
    }
    return direction == Direction.MINIMIZE ? value : -value;
  }

  private static double bestLoss(LearningCurve curve, long step) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < curve.size(); i++) {
      if (curve.step(i) <= step) {
        best = Math.min(best, loss(curve.direction(), curve.value(i)));
      }
    }
    return best;
  }

  private static boolean byDefinition(
      LearningCurve trial, List<LearningCurve> others, double percentile, int startup) {
    long step = trial.step(trial.size() - 1);
    double[] reached =
        others.stream()
            .filter(o -> o.step(0) <= step && o.step(o.size() - 1) > step)
            .mapToDouble(o -> bestLoss(o, step))
            .sorted()
            .toArray();
    if (reached.length < startup) {
      return false;
    }
    double position = percentile / 100 * (reached.length - 1);
    double low = reached[(int) Math.floor(position)];
    double high = reached[(int) Math.ceil(position)];
    double share = position - Math.floor(position);
    double limit = low == high || share == 0 ? low : low * (1 - share) + high * share;
    return bestLoss(trial, step) > limit;
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void percentileAndMedianAreTheirDefinition(Direction direction) {
    SplittableRandom random = new SplittableRandom(3);
    int stopped = 0;
    for (int round = 0; round < 3_000; round++) {
      CompletedCurves completed = new CompletedCurves(direction);
      List<LearningCurve> others = new ArrayList<>();
      for (int n = random.nextInt(12); n > 0; n--) {
        others.add(curve(random, direction, 12));
        completed.add(others.getLast());
      }
      LearningCurve trial = curve(random, direction, 10);
      int startup = 1 + random.nextInt(6);
      double percentile = round % 3 == 0 ? 50 : random.nextInt(101);
      Pruner pruner =
          percentile == 50
              ? pruner("median", Map.of("startup_trials", startup))
              : pruner("percentile", Map.of("percentile", percentile, "startup_trials", startup));
      Optional<String> why = pruner.shouldStop(trial, completed);
      boolean expected = byDefinition(trial, others, percentile, startup);
      assertEquals(expected, why.isPresent(), () -> why + " " + percentile);
      stopped += expected ? 1 : 0;
    }
    assertTrue(stopped > 200 && stopped < 2_800, "the histories show nothing: " + stopped);
  }

  @Test
  void aReasonHasTheStepTheValueAndTheLimit() {
    CompletedCurves completed = new CompletedCurves(Direction.MAXIMIZE);
    for (int i = 0; i < 5; i++) {
      completed.add(
          LearningCurve.empty(i, Direction.MAXIMIZE).and(3, 0.9 + i / 100.0).and(4, 0.99));
    }
    LearningCurve poor = LearningCurve.empty(9, Direction.MAXIMIZE).and(3, 0.71234567);
    assertEquals(
        Optional.of("median: best 0.712346 by step 3, worse than 0.92, the median of 5 trials"),
        pruner("median", Map.of()).shouldStop(poor, completed));
    assertEquals(
        Optional.of(
            "percentile: best 0.712346 by step 3, worse than 0.93, percentile 25.0 of 5 trials"),
        pruner("percentile", Map.of()).shouldStop(poor, completed));
    // At the last step of all others nothing can be saved.
    assertEquals(
        Optional.empty(), pruner("median", Map.of()).shouldStop(poor.and(4, 0.72), completed));
    // As good as the median is good enough.
    LearningCurve fair = LearningCurve.empty(9, Direction.MAXIMIZE).and(3, 0.92);
    assertEquals(Optional.empty(), pruner("median", Map.of()).shouldStop(fair, completed));
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void patienceIsItsDefinition(Direction direction) {
    SplittableRandom random = new SplittableRandom(4);
    CompletedCurves nobody = new CompletedCurves(direction);
    int stopped = 0;
    for (int round = 0; round < 3_000; round++) {
      LearningCurve trial = curve(random, direction, 12);
      int patience = 1 + random.nextInt(5);
      double delta = random.nextInt(3) / 2.0;
      int n = trial.size();
      boolean expected = false;
      if (n > patience) {
        double[] losses = new double[n];
        Arrays.setAll(losses, i -> loss(direction, trial.value(i)));
        double before = Arrays.stream(losses, 0, n - patience).min().orElseThrow();
        double after = Arrays.stream(losses, n - patience, n).min().orElseThrow();
        // From nothing but NaN, any number is an improvement.
        expected = before == Double.POSITIVE_INFINITY ? after == before : !(after < before - delta);
      }
      Map<String, Object> options = Map.of("patience", patience, "min_delta", delta);
      assertEquals(expected, pruner("patience", options).shouldStop(trial, nobody).isPresent());
      stopped += expected ? 1 : 0;
    }
    assertTrue(stopped > 200 && stopped < 2_800, "the curves show nothing: " + stopped);
  }

  @Test
  void patienceAroundAnotherStopsOnlyWhatBothWould() {
    CompletedCurves nobody = new CompletedCurves(Direction.MINIMIZE);
    Pruner both =
        pruner("patience", Map.of("patience", 2, "of", Map.of("name", "threshold", "upper", 3)));
    LearningCurve flat = LearningCurve.empty(0, Direction.MINIMIZE).and(1, 2).and(2, 2).and(3, 2);
    LearningCurve bad = LearningCurve.empty(0, Direction.MINIMIZE).and(1, 5).and(2, 5).and(3, 5);
    LearningCurve falls = LearningCurve.empty(0, Direction.MINIMIZE).and(1, 9).and(2, 8).and(3, 7);
    assertEquals(Optional.empty(), both.shouldStop(flat, nobody));
    assertEquals(Optional.empty(), both.shouldStop(falls, nobody));
    assertEquals(
        Optional.of(
            "patience: no better than 5.0 in 2 reports, up to step 3; threshold: 5.0 at step 3,"
                + " above 3.0"),
        both.shouldStop(bad, nobody));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5 | threshold: 0.5 at step 4, below 1.0",
        "7 | threshold: 7.0 at step 4, above 6.0",
        "NaN | threshold: NaN at step 4, no number",
        "Infinity | threshold: Infinity at step 4, above 6.0",
        "1 | ''",
        "6 | ''"
      })
  void thresholdIsAboutTheLastValue(double value, String reason) {
    LearningCurve trial = LearningCurve.empty(0, Direction.MAXIMIZE).and(4, value).and(2, 0);
    Optional<String> expected = reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    assertEquals(
        expected,
        pruner("threshold", Map.of("lower", 1, "upper", 6))
            .shouldStop(trial, new CompletedCurves(Direction.MAXIMIZE)));
  }

  /** Steps 1 to 12, or some of them; judged are those that first reach 3, 7 or 11. */
  @ParameterizedTest
  @CsvSource({"1 2 3 4 5 6 7 8 9 10 11 12, 3 7 11", "2 5 6 9 12, 5 9 12", "8, 8", "1 2, ''"})
  void aReportIsJudgedOnceInAnInterval(String steps, String judged) {
    Pruner pruner = pruner("threshold", Map.of("upper", 0, "warmup_steps", 3, "interval_steps", 4));
    LearningCurve trial = LearningCurve.empty(0, Direction.MINIMIZE);
    List<String> found = new ArrayList<>();
    for (String step : steps.split(" ", -1)) {
      trial = trial.and(Long.parseLong(step), 1);
      if (pruner.shouldStop(trial, new CompletedCurves(Direction.MINIMIZE)).isPresent()) {
        found.add(step);
      }
    }
    assertEquals(judged, String.join(" ", found));
  }

  private static void assertRefused(String name, Map<String, Object> options, String field) {
    var refused = assertThrows(InvalidInputException.class, () -> pruner(name, options));
    assertEquals(field, refused.field());
  }

  @Test
  void optionsAreChecked() {
    assertRefused("median", Map.of("percentile", 50), "pruner.percentile");
    assertRefused("median", Map.of("startup_trials", 0), "pruner.startup_trials");
    assertRefused("percentile", Map.of("percentile", 101), "pruner.percentile");
    assertRefused("percentile", Map.of("percentile", "x"), "pruner.percentile");
    assertRefused("percentile", Map.of("interval_steps", 0), "pruner.interval_steps");
    assertRefused("threshold", Map.of(), "pruner.lower");
    assertRefused("threshold", Map.of("lower", 2, "upper", 1), "pruner.lower");
    assertRefused("threshold", Map.of("upper", Double.NaN), "pruner.upper");
    assertRefused("patience", Map.of("patience", 0), "pruner.patience");
    assertRefused("patience", Map.of("min_delta", -1), "pruner.min_delta");
    assertRefused("patience", Map.of("of", "median"), "pruner.of");
    assertRefused(
        "patience", Map.of("of", Map.of("name", "median", "patience", 1)), "pruner.of.patience");
  }
}

package dev.luthier.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.study.Direction;
import dev.luthier.study.Measurement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Curves and rankings against what the words of their definitions say, one report at a time. */
final class CompletedCurvesTest {
  private record Report(long step, double value) {}

  /** Few steps and few values, so that there are ties; NaN and ±∞ among them; not in order. */
  private static List<Report> reports(RandomGenerator random) {
    List<Report> reports = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      double value =
          switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> -0.0;
            default -> random.nextInt(5) - 2;
          };
      reports.add(new Report(random.nextLong(-2, 12), value));
    }
    return reports;
  }

  private static LearningCurve curve(long trial, Direction direction, List<Report> reports) {
    LearningCurve curve = LearningCurve.empty(trial, direction);
    for (Report report : reports) {
      curve = curve.and(report.step(), report.value());
    }
    return curve;
  }

  private static double bestUpTo(Direction direction, List<Report> reports, long step) {
    List<Double> numbers = new ArrayList<>();
    for (Report report : reports) {
      if (report.step() <= step && !Double.isNaN(report.value())) {
        numbers.add(report.value() + 0.0);
      }
    }
    if (numbers.isEmpty()) {
      return Double.NaN;
    }
    return direction == Direction.MINIMIZE ? Collections.min(numbers) : Collections.max(numbers);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void aCurveIsWhatWasReportedInOrderOfStep(Direction direction) {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 500; round++) {
      List<Report> reports = reports(random);
      LearningCurve curve = curve(7, direction, reports);
      List<Measurement> measurements = new ArrayList<>();
      for (Report report : reports) {
        measurements.add(new Measurement(report.step(), Map.of("y", report.value(), "z", 1.0)));
        measurements.add(new Measurement(report.step(), Map.of("z", 5.0)));
      }
      LearningCurve same = LearningCurve.of(7, direction, "y", measurements);
      assertEquals(7, curve.trial());
      assertEquals(reports.size(), curve.size());
      assertEquals(curve.size(), same.size());
      for (long step = -3; step < 13; step++) {
        double last = Double.NaN;
        long latest = Long.MIN_VALUE;
        boolean beyond = false;
        int count = 0;
        for (Report report : reports) {
          beyond |= report.step() > step;
          count += report.step() <= step ? 1 : 0;
          if (report.step() <= step && report.step() >= latest) {
            latest = report.step();
            last = report.value();
          }
        }
        assertEquals(last, curve.valueAt(step));
        assertEquals(last, same.valueAt(step));
        assertEquals(beyond, curve.goesBeyond(step));
        assertEquals(count, curve.countUpTo(step));
        assertEquals(bestUpTo(direction, reports, step), curve.bestUpTo(step) + 0.0);
        assertEquals(bestUpTo(direction, reports, step), same.bestUpTo(step) + 0.0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void aRankingHasTheTrialsThatWentOnBestFirst(Direction direction) {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 100; round++) {
      CompletedCurves completed = new CompletedCurves(direction);
      List<List<Report>> all = new ArrayList<>();
      for (int n = 0; n < 25; n++) {
        List<Report> reports = reports(random);
        all.add(reports);
        completed.add(curve(n, direction, reports));
        long step = random.nextLong(-2, 12);
        List<Double> losses = new ArrayList<>();
        for (List<Report> each : all) {
          boolean began = each.stream().anyMatch(r -> r.step() <= step);
          boolean wentOn = each.stream().anyMatch(r -> r.step() > step);
          if (began && wentOn) {
            double best = bestUpTo(direction, each, step);
            double loss = direction == Direction.MINIMIZE ? best : -best;
            losses.add(Double.isNaN(best) ? Double.POSITIVE_INFINITY : loss + 0.0);
          }
        }
        Collections.sort(losses);
        RankedValues ranked = completed.reachedBy(step);
        assertEquals(losses.size(), ranked.count());
        for (int i = 0; i < losses.size(); i++) {
          // At a rank, but for rounding, which must not lead to an infinite neighbour.
          double percent = losses.size() == 1 ? 100 : 100.0 * i / (losses.size() - 1);
          boolean isExact = (losses.size() - 1) * percent / 100 == i;
          boolean isFinite =
              Double.isFinite(losses.get(Math.max(0, i - 1)))
                  && Double.isFinite(losses.get(Math.min(losses.size() - 1, i + 1)));
          double limit = ranked.percentile(percent);
          double loss = direction == Direction.MINIMIZE ? limit : -limit;
          if (isFinite) {
            assertEquals(losses.get(i), loss, 1e-12);
          } else if (isExact && losses.size() > 1 && (i == 0 || i == losses.size() - 1)) {
            assertEquals(losses.get(i), loss);
          }
        }
      }
      assertEquals(25, completed.completed().size());
    }
  }

  @Test
  void percentilesLieBetweenNeighbours() {
    CompletedCurves completed = new CompletedCurves(Direction.MAXIMIZE);
    double[] values = {0.1, 0.9, 0.5, 0.7};
    for (int i = 0; i < values.length; i++) {
      completed.add(
          curve(i, Direction.MAXIMIZE, List.of(new Report(1, values[i]), new Report(2, 0))));
    }
    RankedValues ranked = completed.reachedBy(1);
    assertEquals(0.9, ranked.percentile(0));
    assertEquals(0.6, ranked.percentile(50), 1e-15);
    assertEquals(0.75, ranked.percentile(25), 1e-15);
    assertEquals(0.1, ranked.percentile(100));
    assertTrue(ranked.isWorse(0.59, 0.6));
    assertFalse(ranked.isWorse(0.6, 0.6));
    assertTrue(ranked.isWorse(Double.NaN, 0.6));
    assertFalse(ranked.isWorse(Double.NaN, Double.NEGATIVE_INFINITY));
    // At the step at which all ended there is nobody to compare with.
    assertEquals(0, completed.reachedBy(2).count());
  }

  @Test
  void aStepThatWasForgottenIsSortedInAgain() {
    CompletedCurves completed = new CompletedCurves(Direction.MINIMIZE);
    for (int i = 0; i < 3; i++) {
      completed.add(curve(i, Direction.MINIMIZE, List.of(new Report(0, i), new Report(10_000, 0))));
    }
    for (long step = 0; step < 5_000; step++) {
      assertEquals(1, completed.reachedBy(step).percentile(50));
    }
    completed.add(curve(3, Direction.MINIMIZE, List.of(new Report(0, 5), new Report(10_000, 0))));
    assertEquals(1.5, completed.reachedBy(0).percentile(50));
    assertEquals(1.5, completed.reachedBy(4_999).percentile(50));
  }
}

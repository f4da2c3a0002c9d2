package dev.luthier.bench.compare;

import dev.luthier.bench.result.Document;
import dev.luthier.bench.result.Measurement;
import dev.luthier.bench.statistic.HolmCorrection;
import dev.luthier.bench.statistic.TimeRatio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two documents, benchmark by benchmark.
 *
 * @param rows what both have, in the order of the new one
 * @param broken what the base has and failed in the new run
 * @param unmatched what one of them has alone, or has with too few samples or in another unit
 */
record Comparison(List<Row> rows, List<String> broken, List<String> unmatched) {
  private static final double LEVEL = 0.05;

  /**
   * Less than a fiftieth is what two runs of the same jar differ by, at some hour or other, without
   * showing it in their own noise.
   */
  private static final double LEAST_CHANGE = 1.02;

  Comparison {
    rows = List.copyOf(rows);
    broken = List.copyOf(broken);
    unmatched = List.copyOf(unmatched);
  }

  enum Verdict {
    SLOWER,
    FASTER,
    SAME
  }

  /**
   * One benchmark.
   *
   * @param base JMH's score before
   * @param next JMH's score now
   * @param chance p of the side on which the ratio is, after Holm's correction
   */
  record Row(
      Measurement.Key key, String unit, double base, double next, TimeRatio change, double chance) {

    Verdict verdict() {
      if (chance >= LEVEL) {
        return Verdict.SAME;
      }
      if (change.ratio() > LEAST_CHANGE) {
        return Verdict.SLOWER;
      }
      return change.ratio() < 1 / LEAST_CHANGE ? Verdict.FASTER : Verdict.SAME;
    }
  }

  long count(Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }

  static Comparison of(Document base, Document next) {
    Map<Measurement.Key, Measurement> before = new LinkedHashMap<>();
    base.benchmarks().forEach(each -> before.put(each.key(), each));
    List<Measurement> after = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    for (Measurement each : next.benchmarks()) {
      Measurement old = before.get(each.key());
      if (old != null && isComparable(old, each)) {
        after.add(each);
      } else {
        unmatched.add(each.key().toString());
      }
    }
    List<String> broken = new ArrayList<>();
    for (Measurement old : base.benchmarks()) {
      if (next.benchmarks().stream().noneMatch(each -> each.key().equals(old.key()))) {
        (failedIn(next, old) ? broken : unmatched).add(old.key().toString());
      }
    }
    return new Comparison(rows(before, after), broken, unmatched);
  }

  /** A failure begins with the benchmark's name. */
  private static boolean failedIn(Document document, Measurement measurement) {
    return document.failed().stream()
        .anyMatch(failure -> failure.matches(measurement.key().name() + "\\b.*"));
  }

  private static boolean isComparable(Measurement old, Measurement each) {
    return old.unit().equals(each.unit())
        && old.mode().equals(each.mode())
        && hasTwo(old)
        && hasTwo(each);
  }

  private static boolean hasTwo(Measurement measurement) {
    return measurement.samples().stream().mapToInt(List::size).sum() >= 2;
  }

  private static List<Row> rows(Map<Measurement.Key, Measurement> before, List<Measurement> after) {
    List<TimeRatio> changes = new ArrayList<>();
    for (Measurement each : after) {
      Measurement old = before.getOrDefault(each.key(), each);
      changes.add(TimeRatio.of(old.samples(), each.samples()));
    }
    double[] slow =
        HolmCorrection.adjust(changes.stream().mapToDouble(TimeRatio::chanceOfAsSlow).toArray());
    double[] fast =
        HolmCorrection.adjust(changes.stream().mapToDouble(TimeRatio::chanceOfAsFast).toArray());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      Measurement each = after.get(i);
      Measurement old = before.getOrDefault(each.key(), each);
      double chance = changes.get(i).ratio() > 1 ? slow[i] : fast[i];
      rows.add(new Row(each.key(), each.unit(), old.score(), each.score(), changes.get(i), chance));
    }
    return rows;
  }
}

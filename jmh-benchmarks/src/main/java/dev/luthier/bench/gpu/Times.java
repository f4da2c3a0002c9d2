package dev.luthier.bench.gpu;

import dev.luthier.bench.statistic.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times of one thing done again and again.
 *
 * @param milliseconds one or more
 */
record Times(List<Double> milliseconds) {
  /** More say nothing new. */
  private static final int MOST = 20;

  Times {
    milliseconds = List.copyOf(milliseconds);
  }

  /** Times of what needs no preparation. */
  static Times of(double seconds, Runnable timed) {
    return of(seconds, () -> {}, timed);
  }

  /**
   * Measures. The first time warms up and counts only when it takes as long as all may.
   *
   * @param before is called before each time, and not measured
   * @param timed ends when its result is there
   */
  static Times of(double seconds, Runnable before, Runnable timed) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    double first = once(before, timed);
    if (first >= seconds * 1e3) {
      return new Times(List.of(first));
    }
    List<Double> times = new ArrayList<>();
    do {
      times.add(once(before, timed));
    } while (times.size() < MOST && System.nanoTime() < end);
    return new Times(times);
  }

  private static double once(Runnable before, Runnable timed) {
    before.run();
    long start = System.nanoTime();
    timed.run();
    return (System.nanoTime() - start) / 1e6;
  }

  double median() {
    return Median.of(milliseconds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Members of a line; others may be added. */
  Map<String, Object> toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("median_ms", median());
    members.put("times_ms", milliseconds);
    return members;
  }
}

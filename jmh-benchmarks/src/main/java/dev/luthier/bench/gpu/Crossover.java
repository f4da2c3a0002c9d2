package dev.luthier.bench.gpu;

import dev.luthier.select.ProcessBackends;
import dev.luthier.select.cost.Preference;
import dev.luthier.strategy.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code auto} would take at a number of observations, beside how long a question takes on
 * each backend. All of them in one process, with the processors that it may use.
 */
final class Crossover {
  static final String NAME = "crossover";

  static final List<Integer> SIZES = List.of(200, 500, 1_000, 2_000, 5_000, 10_000, 20_000);

  /** Points that the strategy gp screens for a proposal. */
  private static final int SCREENED = 2_048;

  private Crossover() {}

  /**
   * Measures at one size.
   *
   * @param backends that work, all that {@code auto} may take among them
   */
  static Map<String, Object> at(int n, List<String> backends, Scale scale) {
    Map<String, Object> measured = new TreeMap<>();
    double least = Double.POSITIVE_INFINITY;
    for (String backend : backends) {
      double milliseconds = AskFigure.asked(backend, n, scale).times().median();
      measured.put(backend, milliseconds);
      least = Math.min(least, milliseconds);
    }
    Preference preference =
        ProcessBackends.shared().preferred(new Workload(n, Observed.DIMENSION, SCREENED));
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("ask_ms", measured);
    line.put("auto", preference.backend());
    line.put("predicted_s", new TreeMap<>(preference.predicted()));
    line.put("reason", preference.reason());
    if (measured.get(preference.backend()) instanceof Double taken) {
      line.put("taken_over_best", taken / least);
    }
    return line;
  }
}

package dev.luthier.surrogate;

import java.util.Arrays;
import java.util.List;

/**
 * A mean function that is a combination of known functions, with what is believed of its
 * coefficients before anything is observed (Rasmussen, Williams 2006, section 2.7).
 *
 * <pre>
 *   y = Σ_k c_k h_k(x) + f(x) + noise,   c_k ~ N(m_k, s_k²)
 *
 *   name        meaning                                   shape
 *   functions   h_k at the points, one array each         q arrays of n
 *   means       m_k                                       q
 *   deviations  s_k, positive                             q
 * </pre>
 *
 * <p>Immutable; the arrays are neither copied nor changed.
 */
public record LinearTrend(List<double[]> functions, double[] means, double[] deviations) {
  /** No functions: the mean is 0. */
  public static final LinearTrend NONE = new LinearTrend(List.of(), new double[0], new double[0]);

  public LinearTrend {
    functions = List.copyOf(functions);
  }

  /** q. */
  public int size() {
    return functions.size();
  }

  /** Σ_k c_k h_k at the points. */
  public double[] at(double[] coefficients) {
    double[] sum = new double[functions.isEmpty() ? 0 : functions.getFirst().length];
    for (int k = 0; k < functions.size(); k++) {
      double c = coefficients[k];
      double[] h = functions.get(k);
      Arrays.setAll(sum, i -> sum[i] + c * h[i]);
    }
    return sum;
  }

  /** s_k h_k at the points: functions whose coefficients have deviation 1. */
  List<double[]> scaled() {
    double[][] scaled = new double[size()][];
    for (int k = 0; k < scaled.length; k++) {
      double s = deviations[k];
      scaled[k] = Arrays.stream(functions.get(k)).map(h -> s * h).toArray();
    }
    return List.of(scaled);
  }

  /** At the first point and every {@code step}-th after it. */
  LinearTrend every(int step) {
    return new LinearTrend(
        functions.stream().map(h -> ModelFit.every(h, step)).toList(), means, deviations);
  }
}

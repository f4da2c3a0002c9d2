package dev.luthier.pareto;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One objective made of several by a weighted distance from the ideal point, as ParEGO does with
 * weights that are new at every step (Knowles 2006, doi:10.1109/TEVC.2005.851274). Minimized over
 * all weights it finds every point of the front, concave parts included. The arrays are read, not
 * copied, and must not change.
 *
 * <pre>
 *   s(y) = max_k w_k t_k + ρ Σ_k w_k t_k     t_k = (y_k − ideal_k) / range_k
 * </pre>
 *
 * @param weights w, K values ≥ 0, not all 0; they need not sum to 1, which scales s alone
 * @param ideal the least value of each objective, K values
 * @param range what counts as 1 in each objective, K values &gt; 0
 * @param rho ρ ≥ 0; above 0, of two points with the same maximum the dominating one is better
 */
public record AugmentedChebyshev(double[] weights, double[] ideal, double[] range, double rho) {
  /** Knowles's value. */
  public static final double RHO = 0.05;

  public AugmentedChebyshev {
    if (weights.length != ideal.length || weights.length != range.length) {
      throw new IllegalArgumentException(
          weights.length + " weights, " + ideal.length + " ideals, " + range.length + " ranges");
    }
    require(Arrays.stream(weights).allMatch(w -> w >= 0 && w < Double.POSITIVE_INFINITY), weights);
    require(Arrays.stream(weights).anyMatch(w -> w > 0), weights);
    require(Arrays.stream(ideal).allMatch(Double::isFinite), ideal);
    require(Arrays.stream(range).allMatch(r -> r > 0 && r < Double.POSITIVE_INFINITY), range);
    if (!(rho >= 0 && rho < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("rho = " + rho + ", must be ≥ 0 and finite");
    }
  }

  /**
   * With weights uniform on the simplex, and the ideal point and ranges of what has been observed.
   * An objective that has had one value alone has range 1: it has no scale yet.
   *
   * <p>Knowles draws weights from a fixed grid on the simplex; the uniform distribution needs no
   * size of a grid, for any number of objectives.
   *
   * @param observed at least one point of K finite objectives
   */
  public static AugmentedChebyshev random(List<double[]> observed, RandomGenerator random) {
    double[] ideal = observed.getFirst().clone();
    double[] range = observed.getFirst().clone();
    for (double[] point : observed) {
      for (int k = 0; k < ideal.length; k++) {
        ideal[k] = Math.min(ideal[k], point[k]);
        range[k] = Math.max(range[k], point[k]);
      }
    }
    for (int k = 0; k < ideal.length; k++) {
      range[k] = range[k] > ideal[k] ? range[k] - ideal[k] : 1;
    }
    // Exponential variables over their sum: Dirichlet(1, …, 1).
    double[] weights = new double[ideal.length];
    Arrays.setAll(weights, k -> random.nextExponential());
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, k -> weights[k] / sum);
    return new AugmentedChebyshev(weights, ideal, range, RHO);
  }

  /** s(y); smaller is better. O(K). */
  public double value(double[] objectives) {
    double greatest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double weighted = weights[k] * (objectives[k] - ideal[k]) / range[k];
      greatest = Math.max(greatest, weighted);
      sum += weighted;
    }
    return greatest + rho * sum;
  }

  /**
   * ∂s/∂y, K values; where several objectives are the greatest, that of the first. O(K).
   *
   * @param gradient overwritten
   */
  public void gradient(double[] objectives, double[] gradient) {
    int greatest = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < weights.length; k++) {
      double weighted = weights[k] * (objectives[k] - ideal[k]) / range[k];
      if (weighted > most) {
        most = weighted;
        greatest = k;
      }
      gradient[k] = rho * weights[k] / range[k];
    }
    gradient[greatest] += weights[greatest] / range[greatest];
  }

  private static void require(boolean holds, double[] values) {
    if (!holds) {
      throw new IllegalArgumentException("not allowed here: " + Arrays.toString(values));
    }
  }
}

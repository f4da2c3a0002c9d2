package dev.luthier.strategy.gp;

import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import java.util.List;

/**
 * What earlier studies lead one to expect of the objective: a combination of their posterior means,
 * to which the model of this study's own observations is added.
 *
 * <pre>
 *   m(x) = c₀ + Σ_k c_k μ_k(x)
 * </pre>
 *
 * @param coefficients c, the constant first; none: m is 0
 * @param processes one for each earlier study
 */
record EarlierTrend(double[] coefficients, List<GaussianProcess> processes) {
  static final EarlierTrend NONE = new EarlierTrend(new double[0], List.of());

  boolean isZero() {
    return coefficients.length == 0;
  }

  /** m at points. */
  Values at(Points points) {
    return new Values(points);
  }

  /** m at a batch of points; closed by the caller. */
  final class Values implements AutoCloseable {
    private final List<Posterior> at;
    private final int count;

    private Values(Points points) {
      this.count = points.count();
      this.at = isZero() ? List.of() : processes.stream().map(p -> p.at(points)).toList();
    }

    /** Adds m to a value for each point. */
    void addTo(double[] values) {
      for (int k = 0; k < at.size(); k++) {
        double[] mean = at.get(k).mean();
        for (int i = 0; i < count; i++) {
          values[i] += coefficients[1 + k] * mean[i];
        }
      }
      for (int i = 0; i < count && !isZero(); i++) {
        values[i] += coefficients[0];
      }
    }

    /** Adds Σ_j byMean_j ∇m_j to a gradient of m × d values. */
    void addGradient(double[] byMean, double[] gradient) {
      double[] scaled = new double[count];
      for (int k = 0; k < at.size(); k++) {
        for (int i = 0; i < count; i++) {
          scaled[i] = coefficients[1 + k] * byMean[i];
        }
        double[] its = at.get(k).meanGradient(scaled);
        for (int i = 0; i < its.length; i++) {
          gradient[i] += its[i];
        }
      }
    }

    @Override
    public void close() {
      at.forEach(Posterior::close);
    }
  }
}

package dev.luthier.acquisition;

import dev.luthier.linalg.ArrayMath;

/**
 * The logarithm of the probability that f is below a threshold, log Φ(z). With the threshold of a
 * constraint it is the log probability of feasibility.
 *
 * <pre>
 *   ∂/∂μ = −q/σ     ∂/∂σ = −z q/σ     with q = φ(z)/Φ(z)
 * </pre>
 *
 * @param threshold what f should fall below
 */
public record LogProbabilityOfImprovement(double threshold) implements AcquisitionFunction {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Below, the difference of two large logarithms loses the ratio of the densities. */
  private static final double LOWER = -5;

  /** Beyond, z² overflows. */
  private static final double FARTHEST = 1e150;

  @Override
  public Valuation value(double[] mean, double[] variance) {
    Valuation valuation = new Valuation(mean.length);
    double[] logDistribution = new double[mean.length];
    double[] z = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double distance = (threshold - mean[i]) / Deviation.of(variance[i]).value();
      z[i] = Math.clamp(distance, -FARTHEST, FARTHEST);
    }
    ArrayMath.best().logNormalCdf(z, logDistribution);
    for (int i = 0; i < mean.length; i++) {
      Deviation sigma = Deviation.of(variance[i]);
      double q =
          z[i] > LOWER
              ? Math.exp(-0.5 * z[i] * z[i] - HALF_LOG_TWO_PI - logDistribution[i])
              : 1 / ImprovementTail.millsRatio(-z[i]);
      valuation.set(i, logDistribution[i], -q / sigma.value(), -z[i] * q / sigma.value(), sigma);
    }
    return valuation;
  }
}

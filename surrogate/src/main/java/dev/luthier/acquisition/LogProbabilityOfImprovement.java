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

  @Override
  public Valuation value(double[] mean, double[] variance) {
    Valuation valuation = new Valuation(mean.length);
    double[] logDistribution = new double[mean.length];
    double[] z = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double distance = (threshold - mean[i]) / Deviation.of(variance[i]).value();
      z[i] = Math.clamp(distance, -ImprovementTail.FARTHEST, ImprovementTail.FARTHEST);
    }
    ArrayMath.best().logNormalCdf(z, logDistribution);
    for (int i = 0; i < mean.length; i++) {
      Deviation sigma = Deviation.of(variance[i]);
      double q = ImprovementTail.distributionSlope(z[i], logDistribution[i]);
      valuation.set(i, logDistribution[i], -q / sigma.value(), -z[i] * q / sigma.value(), sigma);
    }
    return valuation;
  }
}

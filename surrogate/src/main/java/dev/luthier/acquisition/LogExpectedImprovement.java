package dev.luthier.acquisition;

import dev.luthier.linalg.ArrayMath;

/**
 * The logarithm of the expected improvement, log σ + log h(z): it has a gradient where the expected
 * improvement itself underflows (Ament et al. 2023, arXiv:2310.20708).
 *
 * <pre>
 *   ∂/∂μ = −r/σ     ∂/∂σ = (1 − z r)/σ     with r = d log h/dz = Φ(z)/h(z)
 * </pre>
 *
 * @param best f*, what is to be improved on
 */
public record LogExpectedImprovement(double best) implements AcquisitionFunction {

  @Override
  public Valuation value(double[] mean, double[] variance) {
    Valuation valuation = new Valuation(mean.length);
    double[] z = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      z[i] = (best - mean[i]) / Deviation.of(variance[i]).value();
    }
    double[] logDistribution = new double[mean.length];
    ArrayMath.best().logNormalCdf(z, logDistribution);
    for (int i = 0; i < mean.length; i++) {
      Deviation sigma = Deviation.of(variance[i]);
      ImprovementTail h = ImprovementTail.at(z[i], logDistribution[i]);
      valuation.set(
          i,
          Math.log(sigma.value()) + h.logarithm(),
          -h.slope() / sigma.value(),
          h.densityRatio() / sigma.value(),
          sigma);
    }
    return valuation;
  }
}

package dev.luthier.acquisition;

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
    for (int i = 0; i < mean.length; i++) {
      Deviation sigma = Deviation.of(variance[i]);
      double z = (best - mean[i]) / sigma.value();
      ImprovementTail h = ImprovementTail.at(z);
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

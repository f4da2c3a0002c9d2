package dev.luthier.acquisition;

/**
 * The optimistic value −(μ − w σ): what f may still be, w deviations below its mean (Srinivas et
 * al. 2010, arXiv:0912.3995).
 *
 * @param weight w ≥ 0; 0 exploits only, 1.8 is Vizier's (arXiv:2408.11527)
 */
public record LowerConfidenceBound(double weight) implements AcquisitionFunction {
  public LowerConfidenceBound {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight = " + weight + ", must be ≥ 0 and finite");
    }
  }

  @Override
  public Valuation value(double[] mean, double[] variance) {
    Valuation valuation = new Valuation(mean.length);
    for (int i = 0; i < mean.length; i++) {
      Deviation sigma = Deviation.of(variance[i]);
      valuation.set(i, weight * sigma.value() - mean[i], -1, weight, sigma);
    }
    return valuation;
  }
}

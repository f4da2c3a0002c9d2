package dev.luthier.acquisition;

/**
 * What candidates are worth. The arrays belong to whoever asked.
 *
 * @param value a, m values; larger is better; −∞ at worst, never NaN for finite means
 * @param byMean ∂a/∂μ, m values
 * @param byVariance ∂a/∂σ², m values
 */
public record Valuation(double[] value, double[] byMean, double[] byVariance) {
  Valuation(int candidates) {
    this(new double[candidates], new double[candidates], new double[candidates]);
  }

  /** Sets candidate i from the derivatives with respect to μ and to σ. */
  void set(int i, double a, double byMeanHere, double byDeviation, Deviation sigma) {
    value[i] = a;
    byMean[i] = byMeanHere;
    byVariance[i] = sigma.isFloor() ? 0 : byDeviation / (2 * sigma.value());
  }
}

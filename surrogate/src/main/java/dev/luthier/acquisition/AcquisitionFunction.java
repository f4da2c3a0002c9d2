package dev.luthier.acquisition;

/** A measure of what evaluating a candidate promises; larger is better. Immutable; any thread. */
public sealed interface AcquisitionFunction
    permits LogExpectedImprovement, LogProbabilityOfImprovement, LowerConfidenceBound {

  /**
   * Values and derivatives at m candidates. O(m).
   *
   * @param mean μ, m values
   * @param variance σ², m values; what is below {@link #LEAST_VARIANCE} counts as that, with
   *     derivative 0
   */
  Valuation value(double[] mean, double[] variance);

  /** Below this a candidate is as good as known; its square root still divides without overflow. */
  double LEAST_VARIANCE = 1e-280;
}

package dev.luthier.acquisition;

/**
 * σ, kept away from zero.
 *
 * @param value positive
 * @param isFloor whether the variance was below {@link AcquisitionFunction#LEAST_VARIANCE}
 */
record Deviation(double value, boolean isFloor) {
  static Deviation of(double variance) {
    return variance > AcquisitionFunction.LEAST_VARIANCE
        ? new Deviation(Math.sqrt(variance), false)
        : new Deviation(Math.sqrt(AcquisitionFunction.LEAST_VARIANCE), true);
  }
}

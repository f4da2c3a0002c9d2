package dev.luthier.strategy.gp;

import dev.luthier.strategy.Prediction;
import java.util.function.DoubleUnaryOperator;

/**
 * What a belief about a target says about the value: undoes the transform, and the sign where a
 * value is maximized.
 *
 * <pre>
 *   name       meaning
 *   μ, σ       mean and deviation of the target, which is believed to be normal
 *   T⁻¹        target ↦ value, not decreasing
 *   mean       T⁻¹(μ), the median of the value
 *   deviation  (T⁻¹(μ + 2σ) − T⁻¹(μ − 2σ)) / 4
 * </pre>
 *
 * <p>Mean and standard deviation if T is linear. If it is a logarithm the moments of the value are
 * those of a lognormal distribution, which a few of the largest values make up; the delta method
 * believes in the slope at μ, and where σ is large calls half of what the model believes
 * surprising. With a quarter of the interval of 95 %, two deviations about the mean hold at least
 * nine tenths of what is believed, however bent T is.
 *
 * @param value T⁻¹
 * @param sign −1 where the value is maximized, and 1 elsewhere
 */
record TargetUnits(DoubleUnaryOperator value, double sign) {
  /** Deviations to either side of an interval of 95 %. */
  private static final double WIDE = 2;

  /** Whether targets stand for anything: not where no value is finite. */
  boolean areKnown() {
    return !Double.isNaN(value.applyAsDouble(0));
  }

  /**
   * What is believed of the value.
   *
   * @param mean μ
   * @param variance σ²
   */
  Prediction prediction(double mean, double variance) {
    double reach = WIDE * Math.sqrt(variance);
    double low = value.applyAsDouble(mean - reach);
    double high = value.applyAsDouble(mean + reach);
    double middle = value.applyAsDouble(mean);
    // One after the other: their difference may be too large for a number.
    return new Prediction(sign * middle, Math.max(0, high / (2 * WIDE) - low / (2 * WIDE)));
  }
}

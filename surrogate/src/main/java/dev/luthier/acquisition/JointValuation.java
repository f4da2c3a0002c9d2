package dev.luthier.acquisition;

/**
 * What candidates are worth by several outputs. The arrays belong to whoever asked.
 *
 * @param value a, m values; larger is better; −∞ at worst, never NaN for finite means
 * @param byMean ∂a/∂μ_k, K arrays of m values
 * @param byVariance ∂a/∂σ²_k, K arrays of m values
 */
public record JointValuation(double[] value, double[][] byMean, double[][] byVariance) {
  static JointValuation zeros(int outputs, int candidates) {
    return new JointValuation(
        new double[candidates], new double[outputs][candidates], new double[outputs][candidates]);
  }
}

package dev.luthier.linalg;

/**
 * Covariance matrices and their derivatives, fused with the kernel so that nothing of size n²d is
 * ever stored. {@link Kernel} defines k, the order of θ, and what derivatives are with respect to.
 *
 * <p>Points are rows: X is n × d and Z is m × d with d ≥ {@link Kernel#requiredColumns()}; columns
 * that the kernel does not mention are ignored. Costs count pairs times columns, "pd" for p pairs,
 * with an exponential for every factor on top.
 *
 * <p>An answer {@link CovarianceOutcome.Unsupported} means that nothing was written.
 */
public interface CovarianceOperations {

  /**
   * out(i, j) ← k(xᵢ, xⱼ) + δᵢⱼ · diagonal(i) for i ≥ j. Costs O(n²d/2).
   *
   * @param kernel k
   * @param x n × d
   * @param diagonal n × 1: noise variances and jitter
   * @param out n × n, lower triangle overwritten; may not overlap x or diagonal
   */
  CovarianceOutcome covariance(Kernel kernel, Matrix x, Matrix diagonal, Matrix out);

  /**
   * out(i, j) ← k(xᵢ, zⱼ). Costs O(nmd).
   *
   * @param kernel k
   * @param x n × d
   * @param z m × d; may overlap x
   * @param out n × m, overwritten; may not overlap x or z
   */
  CovarianceOutcome crossCovariance(Kernel kernel, Matrix x, Matrix z, Matrix out);

  /**
   * gradient(t) ← Σᵢⱼ W(i, j) ∂k(xᵢ, xⱼ)/∂θₜ, the sum over <i>all</i> pairs of a symmetric W. With
   * W = ½(ααᵀ − K⁻¹) it is the gradient of the log marginal likelihood. One pass, O(n²d/2), however
   * many hyperparameters.
   *
   * @param kernel k with p = {@link Kernel#hyperparameterCount()}
   * @param x n × d
   * @param w n × n, lower triangle read
   * @param gradient p × 1, overwritten; may not overlap x or w
   */
  CovarianceOutcome covarianceGradDot(Kernel kernel, Matrix x, Matrix w, Matrix gradient);

  /**
   * gradX(i, c) ← ∂/∂x(i, c) of Σᵢⱼ W(i, j) k(xᵢ, xⱼ), the sum over <i>all</i> pairs of a symmetric
   * W; for parameters of the inputs, such as a warping. Costs O(n²d).
   *
   * @param kernel k
   * @param x n × d
   * @param w n × n, lower triangle read
   * @param gradX n × d, overwritten; may not overlap x or w
   */
  CovarianceOutcome covarianceGradInputs(Kernel kernel, Matrix x, Matrix w, Matrix gradX);

  /**
   * gradZ(j, c) ← Σᵢ W(i, j) ∂k(xᵢ, zⱼ)/∂z(j, c): the adjoint of {@link #crossCovariance}. X is
   * constant even where X and Z overlap. Costs O(nmd).
   *
   * @param kernel k
   * @param x n × d
   * @param z m × d; may overlap x
   * @param w n × m, or n × 1 and then used for every j
   * @param gradZ m × d, overwritten; may not overlap x, z or w
   */
  CovarianceOutcome crossCovarianceGradDot(
      Kernel kernel, Matrix x, Matrix z, Matrix w, Matrix gradZ);
}

/**
 * Gaussian processes over the linear-algebra seam: ordinary Java, written once for every backend.
 *
 * <pre>
 *   y = f(X) + ε     f ~ GP(0, k_θ)     ε_i ~ N(0, σ_i²)     K = k_θ(X,X) + diag(σ_i²) = L Lᵀ
 *
 *   σ_i² is σ², which is inferred, where no standard error is told: see ObservedValues
 *
 *   HyperparameterFit ── θ, σ² ──► GaussianProcess ── μ, σ², ∇ ──► an acquisition function
 *     LogMarginalLikelihood          CholeskyFactor, PrecisionMatrix     (on the host)
 *     HyperparameterPrior            Posterior, PathwiseSample
 *     LinearTrend, a mean function
 * </pre>
 *
 * <p>The posterior at z is μ = k(z,X)α with α = K⁻¹y, and σ² = k(z,z) − k(z,X) K⁻¹ k(X,z)
 * (Rasmussen, Williams 2006, eq. 2.25–2.26). Every n × n matrix stays with the backend.
 *
 * <p>Depends on {@code dev.luthier.linalg} and {@code dev.luthier.optimize}.
 */
package dev.luthier.surrogate;

package dev.luthier.linalg;

/**
 * Random Fourier features φ_f(z) = cos(ω_f·z + b_f), for paths drawn from the prior (Rahimi, Recht
 * 2007; Wilson et al. 2020, arXiv:2002.09309). Frequencies and phases are drawn on the host,
 * divided by the length scales there, and the amplitude √(2v/F) belongs to the weights. A feature
 * takes the place of a training point: shapes are those of {@link
 * CovarianceOperations#crossCovariance}, so that features and covariances stack into one matrix and
 * one product gives the path.
 */
public interface FeatureOperations {

  /**
   * out(f, j) ← cos(Σ_c frequencies(f, c) z(j, c) + phases(f)). Costs 2Fmd flops and Fm cosines.
   *
   * @param frequencies F × d
   * @param phases F × 1
   * @param z m × d, in whatever Euclidean embedding the frequencies were drawn for
   * @param out F × m, overwritten; may not overlap the others
   */
  void fourierFeatures(Matrix frequencies, Matrix phases, Matrix z, Matrix out);

  /**
   * gradZ(j, c) ← Σ_f W(f, j) ∂φ_f(z_j)/∂z(j, c). Costs 4Fmd flops and Fm sines.
   *
   * @param frequencies F × d
   * @param phases F × 1
   * @param z m × d
   * @param w F × m, or F × 1 and then used for every j
   * @param gradZ m × d, overwritten; may not overlap the others
   */
  void fourierFeaturesGradDot(Matrix frequencies, Matrix phases, Matrix z, Matrix w, Matrix gradZ);
}

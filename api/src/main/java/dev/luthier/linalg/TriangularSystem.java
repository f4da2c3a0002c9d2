package dev.luthier.linalg;

/** The four systems that a lower triangular L and a right-hand side B can form. */
public enum TriangularSystem {
  /** L X = B: whitening, V = L⁻¹ k(X,Z). */
  LEFT,
  /** Lᵀ X = B: the second half of a solve with K = L Lᵀ. */
  LEFT_TRANSPOSED,
  /** X L = B. */
  RIGHT,
  /** X Lᵀ = B: the rows appended to a factor, L₂₁ = K₂₁ L₁₁⁻ᵀ, in the place where they belong. */
  RIGHT_TRANSPOSED;

  /** The order that L must have to fit this right-hand side. */
  public int order(Matrix b) {
    return switch (this) {
      case LEFT, LEFT_TRANSPOSED -> b.rows();
      case RIGHT, RIGHT_TRANSPOSED -> b.cols();
    };
  }
}

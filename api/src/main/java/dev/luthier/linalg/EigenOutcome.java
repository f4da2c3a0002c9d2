package dev.luthier.linalg;

/** Whether an eigenvalue iteration succeeded. */
public enum EigenOutcome {
  /** Values and vectors are complete. */
  CONVERGED,
  /** The iteration did not converge or the input was not finite; the outputs are unspecified. */
  NOT_CONVERGED
}

package dev.luthier.linalg;

import java.util.Arrays;
import java.util.Optional;

/**
 * The tiny computation that a probe runs before it answers: a wrong library (an integer width, a
 * calling convention) gives wrong numbers here, not in somebody's study.
 */
public final class BackendSelfCheck {

  private BackendSelfCheck() {}

  /**
   * Solves A x = b with A = L Lᵀ, in integers that every format represents exactly.
   *
   * @return what was wrong, or empty
   */
  public static Optional<String> failureOf(Backend backend) {
    double[] a = {4, 2, -2, Double.NaN, 10, 2, Double.NaN, Double.NaN, 6};
    double[] expected = {1, -2, 3};
    double[] found = {-6, -12, 12};
    try (Session session = backend.openSession()) {
      Matrix l = session.allocate(3, 3);
      Matrix x = session.allocate(3, 1);
      session.upload(a, l);
      session.upload(found, x);
      CholeskyOutcome outcome = session.choleskyInPlace(l);
      if (outcome instanceof CholeskyOutcome.NotDefinite) {
        return Optional.of("a positive definite matrix was found to be " + outcome);
      }
      session.solveTriangular(TriangularSystem.LEFT, l, x);
      session.solveTriangular(TriangularSystem.LEFT_TRANSPOSED, l, x);
      session.download(x, found);
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= 1e-12)) {
        return Optional.of(
            "solved " + Arrays.toString(found) + " instead of " + Arrays.toString(expected));
      }
    }
    return Optional.empty();
  }
}

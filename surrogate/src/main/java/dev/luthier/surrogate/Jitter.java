package dev.luthier.surrogate;

import dev.luthier.linalg.CholeskyOutcome;
import java.util.function.DoubleFunction;

/**
 * What is added to the diagonal of a covariance matrix that is not definite to working precision:
 * relative to the prior variance, none at first, then from 1e-10 on ten times as much until 1e-4,
 * which is as much as a little noise.
 */
final class Jitter {
  private static final double LEAST = 1e-10;
  private static final double MOST = 1.5e-4;

  private Jitter() {}

  /** The amount at which a matrix was definite, or the last one tried. */
  record Attempt(double amount, boolean isDefinite) {}

  /**
   * Tries growing amounts until one will do.
   *
   * @param factor assembles and factors the matrix with a relative amount added
   */
  static Attempt increasing(DoubleFunction<CholeskyOutcome> factor) {
    double amount = 0;
    while (!(factor.apply(amount) instanceof CholeskyOutcome.Definite)) {
      amount = amount == 0 ? LEAST : 10 * amount;
      if (amount > MOST) {
        return new Attempt(amount / 10, false);
      }
    }
    return new Attempt(amount, true);
  }
}

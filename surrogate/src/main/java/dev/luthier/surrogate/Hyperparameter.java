package dev.luthier.surrogate;

/**
 * One hyperparameter of a model to be fitted.
 *
 * @param prior what is believed about it
 * @param initial where a fit begins
 * @param least lower bound, positive
 * @param greatest upper bound; the same as the lower one fixes the value
 */
public record Hyperparameter(
    HyperparameterPrior prior, double initial, double least, double greatest) {
  public Hyperparameter {
    if (!(least > 0 && least <= initial && initial <= greatest && greatest < 1e100)) {
      throw new IllegalArgumentException(
          initial + " in [" + least + ", " + greatest + "]: must be positive and in order");
    }
  }

  /** One that is not fitted. */
  public static Hyperparameter fixed(double value) {
    return new Hyperparameter(new HyperparameterPrior.Flat(), value, value, value);
  }
}

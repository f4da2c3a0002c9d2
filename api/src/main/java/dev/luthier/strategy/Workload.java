package dev.luthier.strategy;

/**
 * What a session is going to be used for, as far as its user knows: by this a backend is chosen.
 *
 * @param observations rows of the model when the session is opened, at least 1
 * @param dimension columns of the model, at least 1
 * @param candidates points that are screened for one proposal, at least 1
 */
public record Workload(int observations, int dimension, int candidates) {
  public Workload {
    if (observations < 1 || dimension < 1 || candidates < 1) {
      throw new IllegalArgumentException(
          "observations = "
              + observations
              + ", dimension = "
              + dimension
              + ", candidates = "
              + candidates
              + ": must be at least 1");
    }
  }

  /** The same with another number of observations. */
  public Workload at(int number) {
    return new Workload(number, dimension, candidates);
  }
}

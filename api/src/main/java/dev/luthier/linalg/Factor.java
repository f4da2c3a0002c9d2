package dev.luthier.linalg;

/** A correlation function that terms multiply. Sealed: what backends must know is what is here. */
public sealed interface Factor permits Radial {

  /** The number of this factor's θ. */
  int hyperparameterCount();

  /** This factor's θ, in order. */
  double[] hyperparameters();

  /** This factor with other θ, {@link #hyperparameterCount()} of them. */
  Factor withHyperparameters(double[] theta);

  /** One more than the largest column index that the factor reads. */
  int requiredColumns();

  /** The factor's value for a point and itself. */
  double valueAt(double[] point);
}

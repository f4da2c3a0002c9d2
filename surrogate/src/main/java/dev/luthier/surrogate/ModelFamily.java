package dev.luthier.surrogate;

import dev.luthier.linalg.Kernel;
import dev.luthier.optimize.Box;
import java.util.Arrays;
import java.util.List;

/**
 * The models a fit chooses from: the form of the kernel, and for each of its hyperparameters, in
 * the order of {@link Kernel#hyperparameters()}, and for the noise what is believed about it. A
 * vector θ of a family has the logarithms of all of them, the noise variance last.
 *
 * @param form a kernel; its values do not matter
 * @param hyperparameters p of them
 * @param noiseVariance of the observations
 */
public record ModelFamily(
    Kernel form, List<Hyperparameter> hyperparameters, Hyperparameter noiseVariance) {
  public ModelFamily {
    hyperparameters = List.copyOf(hyperparameters);
    if (hyperparameters.size() != form.hyperparameterCount()) {
      throw new IllegalArgumentException(
          "the kernel has "
              + form.hyperparameterCount()
              + " hyperparameters, described are "
              + hyperparameters.size());
    }
  }

  /** A member of a family: what a Gaussian process needs to know besides the data. */
  public record Model(Kernel kernel, double noiseVariance) {}

  /** Length of θ: p + 1. */
  public int dimension() {
    return hyperparameters.size() + 1;
  }

  /** Where a fit begins when nothing is known. */
  public double[] initial() {
    double[] theta = new double[dimension()];
    for (int t = 0; t < theta.length; t++) {
      theta[t] = Math.log(at(t).initial());
    }
    return theta;
  }

  /** Bounds on θ. */
  public Box box() {
    double[] lower = new double[dimension()];
    double[] upper = new double[dimension()];
    for (int t = 0; t < lower.length; t++) {
      lower[t] = Math.log(at(t).least());
      upper[t] = Math.log(at(t).greatest());
    }
    return new Box(lower, upper);
  }

  /** The model with the given θ. */
  public Model model(double[] theta) {
    return new Model(
        form.withHyperparameters(Arrays.copyOf(theta, theta.length - 1)),
        Math.exp(theta[theta.length - 1]));
  }

  /** log p(θ) up to a constant; its derivatives are added to {@code gradient}. */
  double addLogPrior(double[] theta, double[] gradient) {
    double sum = 0;
    for (int t = 0; t < theta.length; t++) {
      HyperparameterPrior prior = at(t).prior();
      sum += prior.logDensity(theta[t]);
      gradient[t] += prior.derivative(theta[t]);
    }
    return sum;
  }

  /**
   * log p(θ) where nothing is known, {@link #initial}, up to the same constant. What a posterior
   * adds to it can be compared between families: see {@link ModelFit}.
   */
  double initialLogPrior() {
    return addLogPrior(initial(), new double[dimension()]);
  }

  private Hyperparameter at(int t) {
    return t < hyperparameters.size() ? hyperparameters.get(t) : noiseVariance;
  }
}

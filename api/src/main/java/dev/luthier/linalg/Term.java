package dev.luthier.linalg;

import java.util.ArrayList;
import java.util.List;

/**
 * A variance times a product of factors, v Π_f φ_f. Without factors it is a constant. Its θ are log
 * v, then those of each factor in order.
 *
 * @param variance v, positive and finite
 * @param factors φ_f
 */
public record Term(double variance, List<Factor> factors) {

  public Term {
    if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "variance is " + variance + ", must be positive and finite");
    }
    factors = List.copyOf(factors);
  }

  int hyperparameterCount() {
    return 1 + factors.stream().mapToInt(Factor::hyperparameterCount).sum();
  }

  double[] hyperparameters() {
    double[] theta = new double[hyperparameterCount()];
    theta[0] = Math.log(variance);
    int next = 1;
    for (Factor factor : factors) {
      double[] own = factor.hyperparameters();
      System.arraycopy(own, 0, theta, next, own.length);
      next += own.length;
    }
    return theta;
  }

  Term withHyperparameters(double[] theta) {
    Hyperparameters slices = new Hyperparameters(theta, hyperparameterCount());
    double other = Math.exp(slices.take(1)[0]);
    List<Factor> changed = new ArrayList<>(factors.size());
    for (Factor factor : factors) {
      changed.add(factor.withHyperparameters(slices.take(factor.hyperparameterCount())));
    }
    return new Term(other, changed);
  }

  int requiredColumns() {
    return factors.stream().mapToInt(Factor::requiredColumns).max().orElse(0);
  }

  double valueAt(double[] point) {
    double product = variance;
    for (Factor factor : factors) {
      product *= factor.valueAt(point);
    }
    return product;
  }
}

package dev.luthier.linalg;

import java.util.ArrayList;
import java.util.List;

/**
 * A covariance function from a small closed algebra, evaluated in one fused pass:
 *
 * <pre>
 *   k(x, x′) = Σ_t v_t Π_f φ_tf(x, x′)
 * </pre>
 *
 * <p><b>Hyperparameters.</b> θ holds <i>logarithms</i>: they are positive scales, an optimizer
 * moves in the logarithm, and ∂k/∂log v and ∂k/∂log ℓ need no division. The order is fixed: for
 * each term in order, log v_t, then for each factor in order, its own θ ({@link Radial}: log ℓ of
 * each length scale in order). {@link #hyperparameters}, {@link #withHyperparameters} and {@link
 * CovarianceOperations#covarianceGradDot} share it.
 *
 * <p>Immutable; any thread.
 *
 * @param terms 1 to 8
 */
public record Kernel(List<Term> terms) {

  /** Bound on the number of terms, so that a device can hold a kernel in constant memory. */
  public static final int MAXIMUM_TERMS = 8;

  public Kernel {
    terms = List.copyOf(terms);
    if (terms.isEmpty() || terms.size() > MAXIMUM_TERMS) {
      throw new IllegalArgumentException(
          "kernel has " + terms.size() + " terms, must have 1 to " + MAXIMUM_TERMS);
    }
  }

  /** A kernel of one term. */
  public static Kernel of(double variance, Factor... factors) {
    return new Kernel(List.of(new Term(variance, List.of(factors))));
  }

  /** The number p of hyperparameters. */
  public int hyperparameterCount() {
    return terms.stream().mapToInt(Term::hyperparameterCount).sum();
  }

  /** θ, a new array of length p. */
  public double[] hyperparameters() {
    double[] theta = new double[hyperparameterCount()];
    int next = 0;
    for (Term term : terms) {
      double[] own = term.hyperparameters();
      System.arraycopy(own, 0, theta, next, own.length);
      next += own.length;
    }
    return theta;
  }

  /**
   * The same kernel with other values.
   *
   * @param theta of length p; read, not kept
   * @throws IllegalArgumentException if the length differs or the exponential of an element is
   *     outside the legal range of what it stands for
   */
  public Kernel withHyperparameters(double[] theta) {
    Hyperparameters slices = new Hyperparameters(theta, hyperparameterCount());
    List<Term> changed = new ArrayList<>(terms.size());
    for (Term term : terms) {
      changed.add(term.withHyperparameters(slices.take(term.hyperparameterCount())));
    }
    return new Kernel(changed);
  }

  /** One more than the largest column index that the kernel reads: the least number of columns. */
  public int requiredColumns() {
    return terms.stream().mapToInt(Term::requiredColumns).max().orElse(0);
  }

  /**
   * k(x, x), the prior variance at a point; the same everywhere unless a factor is masked. On the
   * host, because it needs only the masks. O(number of factors).
   *
   * @param point at least {@link #requiredColumns()} encoded values
   */
  public double varianceAt(double[] point) {
    if (point.length < requiredColumns()) {
      throw new IllegalArgumentException(
          "point has " + point.length + " columns, the kernel needs " + requiredColumns());
    }
    double sum = 0;
    for (Term term : terms) {
      sum += term.valueAt(point);
    }
    return sum;
  }
}

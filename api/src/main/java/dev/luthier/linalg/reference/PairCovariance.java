package dev.luthier.linalg.reference;

import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.Term;
import java.util.List;

/**
 * A kernel and its derivatives at one pair of points, straight from k = Σ_t v_t Π_f φ_tf.
 *
 * <pre>
 *   name       meaning                                             shape
 *   x, i       matrix of points and the row of the first           n × d
 *   z, j       matrix of points and the row of the second          m × d
 *   others     v_t Π_{f′≠f} φ_tf′, by which φ_tf's derivative is multiplied
 *   gradient   of weight · k                                       p, or d
 * </pre>
 */
final class PairCovariance {

  private final Kernel kernel;

  PairCovariance(Kernel kernel) {
    this.kernel = kernel;
  }

  double value(HeapMatrix x, int i, HeapMatrix z, int j) {
    double sum = 0;
    for (Term term : kernel.terms()) {
      double product = term.variance();
      for (Factor factor : term.factors()) {
        product *= at(factor, x, i, z, j).value();
      }
      sum += product;
    }
    return sum;
  }

  /** gradient[t] += weight · ∂k/∂θ_t, in the order fixed by {@link Kernel}. */
  void addHyperparameterGradient(
      HeapMatrix x, int i, HeapMatrix z, int j, double weight, double[] gradient) {
    int next = 0;
    for (Term term : kernel.terms()) {
      List<RadialAtPair> factors = at(term, x, i, z, j);
      gradient[next++] += weight * productExcept(-1, factors) * term.variance();
      for (int f = 0; f < factors.size(); f++) {
        double others = productExcept(f, factors) * term.variance();
        factors.get(f).addScaleGradient(weight * others, gradient, next);
        next += term.factors().get(f).hyperparameterCount();
      }
    }
  }

  /** gradient[c] += weight · ∂k/∂z(j, c). */
  void addPointGradient(
      HeapMatrix x, int i, HeapMatrix z, int j, double weight, double[] gradient) {
    for (Term term : kernel.terms()) {
      List<RadialAtPair> factors = at(term, x, i, z, j);
      for (int f = 0; f < factors.size(); f++) {
        double others = productExcept(f, factors) * term.variance();
        factors.get(f).addPointGradient(weight * others, gradient);
      }
    }
  }

  private static List<RadialAtPair> at(Term term, HeapMatrix x, int i, HeapMatrix z, int j) {
    return term.factors().stream().map(factor -> at(factor, x, i, z, j)).toList();
  }

  private static RadialAtPair at(Factor factor, HeapMatrix x, int i, HeapMatrix z, int j) {
    return switch (factor) {
      case Radial radial -> new RadialAtPair(radial, x, i, z, j);
    };
  }

  private static double productExcept(int excluded, List<RadialAtPair> factors) {
    double product = 1;
    for (int f = 0; f < factors.size(); f++) {
      product *= f == excluded ? 1 : factors.get(f).value();
    }
    return product;
  }
}

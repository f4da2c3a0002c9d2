package dev.luthier.testkit;

import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.SmallStudy;
import dev.luthier.linalg.Term;
import java.util.Arrays;
import java.util.List;

/**
 * A log marginal likelihood and its gradient by the definitions (Rasmussen, Williams 2006, eq. 5.8
 * and 5.9): K⁻¹ and |K| by elimination, derivatives of K by differences of {@link KernelOracle}.
 *
 * <pre>
 *   name      meaning                                 shape
 *   inverse   K⁻¹                                     n × n
 *   alpha     K⁻¹y                                    n × 1
 *   w         ½ (ααᵀ − K⁻¹)                           n × n
 * </pre>
 */
final class LikelihoodOracle {

  /** Error of the difference quotients, per unit of Σ |W| · Σ v; see {@link KernelOracle}. */
  private static final double DIFFERENCE_ERROR = 1e-9;

  private final Kernel kernel;
  private final double noise;
  private final SmallStudy study;
  private final HostMatrix x;
  private final HostMatrix y;
  private final HostMatrix inverse;
  private final HostMatrix alpha;
  private final HostMatrix w;
  private double logDeterminant;

  LikelihoodOracle(Kernel kernel, double noise, SmallStudy study) {
    this.kernel = kernel;
    this.noise = noise;
    this.study = study;
    int n = study.count();
    x = HostMatrix.wrap(n, study.dimension(), study.points());
    y = HostMatrix.wrap(n, 1, study.values());
    inverse = invert(KernelOracle.cross(kernel, x, x).plus(HostMatrix.identity(n).scaled(noise)));
    alpha = inverse.times(y);
    w = alpha.times(alpha.transposed()).minus(inverse).scaled(0.5);
  }

  /** By Gauss and Jordan; the pivots of a definite matrix need no exchange. */
  private HostMatrix invert(HostMatrix k) {
    int n = k.rows();
    HostMatrix rest = k.copy();
    HostMatrix result = HostMatrix.identity(n);
    for (int pivot = 0; pivot < n; pivot++) {
      double divisor = rest.get(pivot, pivot);
      logDeterminant += Math.log(divisor);
      for (HostMatrix side : List.of(result, rest)) {
        for (int j = 0; j < n; j++) {
          side.set(pivot, j, side.get(pivot, j) / divisor);
        }
      }
      for (int i = 0; i < n; i++) {
        double factor = rest.get(i, pivot);
        for (int j = 0; j < n && i != pivot; j++) {
          rest.set(i, j, rest.get(i, j) - factor * rest.get(pivot, j));
          result.set(i, j, result.get(i, j) - factor * result.get(pivot, j));
        }
      }
    }
    return result;
  }

  double value() {
    double fit = 0;
    for (int i = 0; i < study.count(); i++) {
      fit += y.get(i, 0) * alpha.get(i, 0);
    }
    return -0.5 * (fit + logDeterminant + study.count() * Math.log(2 * Math.PI));
  }

  /** What rounding may do to {@link #value}: the sum of all terms' sizes at K's condition. */
  double valueBound() {
    double size = 1;
    for (int i = 0; i < study.count(); i++) {
      size += Math.abs(y.get(i, 0) * alpha.get(i, 0)) + Math.abs(Math.log(noise));
    }
    return Accuracy.tolerance(study.count(), condition()) * size;
  }

  double[] gradient() {
    double[] gradient = new double[kernel.hyperparameterCount() + 1];
    Arrays.setAll(
        gradient,
        t ->
            t == gradient.length - 1
                ? noise * inner(HostMatrix.identity(study.count()))
                : KernelOracle.derivative(
                    step ->
                        inner(KernelOracle.cross(KernelOracle.shifted(kernel, t, step), x, x))));
    return gradient;
  }

  double gradientBound() {
    double weight = 1;
    for (double element : w.elements()) {
      weight += Math.abs(element);
    }
    double rounding = Accuracy.tolerance(study.count(), condition());
    return (DIFFERENCE_ERROR + rounding) * weight * size();
  }

  private double inner(HostMatrix k) {
    double sum = 0;
    for (int i = 0; i < w.elements().length; i++) {
      sum += w.elements()[i] * k.elements()[i];
    }
    return sum;
  }

  /** Eigenvalues of K are between the noise and its trace. */
  private double condition() {
    return (study.count() * size() + noise) / noise;
  }

  private double size() {
    return kernel.terms().stream().mapToDouble(Term::variance).sum();
  }
}

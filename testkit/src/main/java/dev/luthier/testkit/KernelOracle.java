package dev.luthier.testkit;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Column;
import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.Term;
import java.util.function.DoubleUnaryOperator;

/** A kernel written once more, from the formulas, and derivatives by differences. */
final class KernelOracle {

  /** Rounding ε/h stays below 1e-11; truncation h⁴ is negligible except at a Matérn kink. */
  private static final double STEP = 1e-4;

  private KernelOracle() {}

  /** f′(0) to about 1e-11 times the size of f: (8(f₁ − f₋₁) − (f₂ − f₋₂)) / 12h. */
  static double derivative(DoubleUnaryOperator f) {
    double near = f.applyAsDouble(STEP) - f.applyAsDouble(-STEP);
    double far = f.applyAsDouble(2 * STEP) - f.applyAsDouble(-2 * STEP);
    return (8 * near - far) / (12 * STEP);
  }

  static double value(Kernel kernel, double[] x, double[] z) {
    double sum = 0;
    for (Term term : kernel.terms()) {
      double product = term.variance();
      for (Factor factor : term.factors()) {
        product *=
            switch (factor) {
              case Radial radial -> value(radial, x, z);
            };
      }
      sum += product;
    }
    return sum;
  }

  private static double value(Radial radial, double[] x, double[] z) {
    if (radial.activity() instanceof Activity.Masked(int mask, var inactivePair)) {
      boolean inX = x[mask] == 1;
      boolean inZ = z[mask] == 1;
      if (inX != inZ) {
        return 0;
      }
      if (!inX) {
        return inactivePair == Activity.InactivePair.ONE ? 1 : 0;
      }
    }
    double r = distance(radial, x, z);
    return switch (radial.profile()) {
      case MATERN_52 -> (1 + Math.sqrt(5) * r + 5 * r * r / 3) * Math.exp(-Math.sqrt(5) * r);
      case MATERN_32 -> (1 + Math.sqrt(3) * r) * Math.exp(-Math.sqrt(3) * r);
      case SQUARED_EXPONENTIAL -> Math.exp(-r * r / 2);
    };
  }

  private static double distance(Radial radial, double[] x, double[] z) {
    double r = 0;
    for (LengthScale scale : radial.scales()) {
      for (Column column : scale.columns()) {
        double difference =
            switch (column) {
              case Column.Numeric(int c) -> x[c] - z[c];
              case Column.Categorical(int c) -> x[c] == z[c] ? 0 : 1;
            };
        r = Math.hypot(r, difference / scale.value());
      }
    }
    return r;
  }

  static HostMatrix cross(Kernel kernel, HostMatrix x, HostMatrix z) {
    return HostMatrix.of(x.rows(), z.rows(), (i, j) -> value(kernel, x.row(i), z.row(j)));
  }

  /** The kernel with θ_t increased. */
  static Kernel shifted(Kernel kernel, int t, double step) {
    double[] theta = kernel.hyperparameters();
    theta[t] += step;
    return kernel.withHyperparameters(theta);
  }

  /** The point with one coordinate increased. */
  static double[] shifted(double[] point, int column, double step) {
    double[] moved = point.clone();
    moved[column] += step;
    return moved;
  }
}

package dev.luthier.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

/** Central differences of a function of several outputs, at one candidate. */
final class Differences {
  private Differences() {}

  static JointValuation value(JointAcquisition function, double[] mean, double[] variance) {
    return function.value(asColumn(mean), asColumn(variance));
  }

  /** Compares all derivatives with differences over a millionth of σ and of σ². */
  static void assertDerivatives(JointAcquisition function, double[] mean, double[] variance) {
    JointValuation at = value(function, mean, variance);
    // The value's rounding over the step.
    double rounding = 2e-15 * Math.max(1, Math.abs(at.value()[0]));
    for (int k = 0; k < function.outputs(); k++) {
      double h = 1e-6 * Math.sqrt(variance[k]);
      double byMean =
          (value(function, moved(mean, k, h), variance).value()[0]
                  - value(function, moved(mean, k, -h), variance).value()[0])
              / (2 * h);
      double v = 1e-6 * variance[k];
      double byVariance =
          (value(function, mean, moved(variance, k, v)).value()[0]
                  - value(function, mean, moved(variance, k, -v)).value()[0])
              / (2 * v);
      String where = k + " at " + Arrays.toString(mean) + ", " + Arrays.toString(variance);
      assertEquals(byMean, at.byMean()[k][0], 1e-6 * Math.abs(byMean) + rounding / h + 1e-9, where);
      assertEquals(
          byVariance,
          at.byVariance()[k][0],
          1e-6 * Math.abs(byVariance) + rounding / v + 1e-9,
          where);
    }
  }

  private static double[] moved(double[] values, int k, double step) {
    double[] moved = values.clone();
    moved[k] += step;
    return moved;
  }

  private static double[][] asColumn(double[] values) {
    return Arrays.stream(values).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
  }
}

package dev.luthier.bench.suite;

import java.util.Arrays;

/**
 * Functions of the unit cube with several values.
 *
 * <pre>
 *   ZDT:    f₁ = x₁,  f₂ = g h(f₁, g),  g = 1 + 9 (x₂ + … + x_d) / (d − 1)
 *             1: h = 1 − √(f₁/g)    2: h = 1 − (f₁/g)²    3: h = 1 − √(f₁/g) − (f₁/g) sin 10πf₁
 *   DTLZ2:  fₘ on the sphere of radius 1 + g,  g = Σ (xᵢ − ½)² over i ≥ m, with m values
 * </pre>
 *
 * <p>Zitzler, Deb and Thiele, Evolutionary Computation 8(2), 2000; Deb, Thiele, Laumanns and
 * Zitzler, CEC 2002.
 */
enum ObjectivesFunction {
  ZDT1("zdt1"),
  ZDT2("zdt2"),
  ZDT3("zdt3"),
  DTLZ2_TWO("dtlz2-2"),
  DTLZ2_THREE("dtlz2-3");

  /** d. */
  static final int DIMENSION = 6;

  private final String label;

  ObjectivesFunction(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** What a point must be below in every value to count. */
  double[] reference() {
    return switch (this) {
      case ZDT1, ZDT2, ZDT3 -> new double[] {1.1, 6};
      case DTLZ2_TWO -> new double[] {1.5, 1.5};
      case DTLZ2_THREE -> new double[] {1.5, 1.5, 1.5};
    };
  }

  int objectives() {
    return reference().length;
  }

  double[] values(double[] x) {
    return switch (this) {
      case ZDT1, ZDT2, ZDT3 -> zdt(x);
      case DTLZ2_TWO, DTLZ2_THREE -> dtlz2(x);
    };
  }

  private double[] zdt(double[] x) {
    double g = 1 + 9 * Arrays.stream(x).skip(1).sum() / (x.length - 1);
    double ratio = x[0] / g;
    double h =
        switch (this) {
          case ZDT1 -> 1 - Math.sqrt(ratio);
          case ZDT2 -> 1 - ratio * ratio;
          default -> 1 - Math.sqrt(ratio) - ratio * Math.sin(10 * Math.PI * x[0]);
        };
    return new double[] {x[0], g * h};
  }

  /** f₁ = (1 + g) Π cos, each further one with a cosine less and a sine at its end. */
  private double[] dtlz2(double[] x) {
    int m = objectives();
    double radius =
        1 + Arrays.stream(x).skip(m - 1).map(value -> (value - 0.5) * (value - 0.5)).sum();
    double[] values = new double[m];
    for (int k = 0; k < m; k++) {
      values[k] = radius;
      for (int i = 0; i < m - 1 - k; i++) {
        values[k] *= Math.cos(x[i] * Math.PI / 2);
      }
      values[k] *= k == 0 ? 1 : Math.sin(x[m - 1 - k] * Math.PI / 2);
    }
    return values;
  }
}

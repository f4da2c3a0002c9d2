package dev.luthier.bench.problem;

import java.util.Arrays;

/**
 * The six functions that peers were recorded on, with the usual constants. They report; nothing is
 * tuned on them.
 */
enum NamedFunction {
  BRANIN2("branin2"),
  HARTMANN6("hartmann6"),
  ACKLEY10("ackley10"),
  ROSENBROCK5("rosenbrock5"),
  LEVY10("levy10"),
  RASTRIGIN5("rastrigin5");

  private static final double[][] HARTMANN_STEEPNESS = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] HARTMANN_CENTRES = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };
  private static final double[] HARTMANN_DEPTHS = {1.0, 1.2, 3.0, 3.2};

  private final String label;

  NamedFunction(String label) {
    this.label = label;
  }

  /** As the recorded runs call it. */
  String label() {
    return label;
  }

  double value(double[] x) {
    return switch (this) {
      case BRANIN2 -> branin(x);
      case HARTMANN6 -> hartmann(x);
      case ACKLEY10 -> ackley(x);
      case ROSENBROCK5 -> rosenbrock(x);
      case LEVY10 -> levy(x);
      case RASTRIGIN5 -> rastrigin(x);
    };
  }

  private static double branin(double[] x) {
    double parabola = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
    return parabola * parabola + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10;
  }

  private static double hartmann(double[] x) {
    double sum = 0;
    for (int k = 0; k < HARTMANN_DEPTHS.length; k++) {
      double exponent = 0;
      for (int i = 0; i < x.length; i++) {
        exponent += HARTMANN_STEEPNESS[k][i] * square(x[i] - HARTMANN_CENTRES[k][i]);
      }
      sum += HARTMANN_DEPTHS[k] * Math.exp(-exponent);
    }
    return -sum;
  }

  private static double ackley(double[] x) {
    double squares = Arrays.stream(x).map(NamedFunction::square).sum();
    double waves = Arrays.stream(x).map(v -> Math.cos(2 * Math.PI * v)).sum();
    return -20 * Math.exp(-0.2 * Math.sqrt(squares / x.length))
        - Math.exp(waves / x.length)
        + 20
        + Math.E;
  }

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      sum += 100 * square(x[i + 1] - x[i] * x[i]) + square(1 - x[i]);
    }
    return sum;
  }

  private static double levy(double[] x) {
    double[] w = Arrays.stream(x).map(v -> 1 + (v - 1) / 4).toArray();
    double last = w[w.length - 1];
    double sum =
        square(Math.sin(Math.PI * w[0]))
            + square(last - 1) * (1 + square(Math.sin(2 * Math.PI * last)));
    for (int i = 0; i + 1 < w.length; i++) {
      sum += square(w[i] - 1) * (1 + 10 * square(Math.sin(Math.PI * w[i] + 1)));
    }
    return sum;
  }

  private static double rastrigin(double[] x) {
    return 10 * x.length + Arrays.stream(x).map(v -> v * v - 10 * Math.cos(2 * Math.PI * v)).sum();
  }

  private static double square(double value) {
    return value * value;
  }
}

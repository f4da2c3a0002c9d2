package dev.luthier.bench.development;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A function drawn from a Gaussian process of mean 0 and variance 1, by random Fourier features.
 * Immutable.
 *
 * <pre>
 *   m       features                      frequencies  m × d
 *   d       inputs                        phases       m
 *                                         weights      m
 * </pre>
 */
final class ProcessDraw implements ToDoubleFunction<double[]> {
  /** The covariance is then right to about 1/√m = 0.06, and a value costs some 3 µs. */
  private static final int FEATURES = 256;

  /** Twice the smoothness of Matérn-5/2: its spectral density is Student's t of so many degrees. */
  private static final int MATERN_DEGREES = 5;

  private final double[][] frequencies;
  private final double[] phases;
  private final double[] weights;

  private ProcessDraw(double[][] frequencies, RandomGenerator random) {
    this.frequencies = frequencies;
    this.phases = new double[FEATURES];
    this.weights = new double[FEATURES];
    for (int k = 0; k < FEATURES; k++) {
      phases[k] = 2 * Math.PI * random.nextDouble();
      weights[k] = Math.sqrt(2.0 / FEATURES) * random.nextGaussian();
    }
  }

  static ProcessDraw matern(double[] lengthScales, RandomGenerator random) {
    double[][] frequencies = normalFrequencies(lengthScales, random);
    for (double[] frequency : frequencies) {
      double chiSquare = 0;
      for (int i = 0; i < MATERN_DEGREES; i++) {
        double normal = random.nextGaussian();
        chiSquare += normal * normal;
      }
      for (int i = 0; i < frequency.length; i++) {
        frequency[i] *= Math.sqrt(MATERN_DEGREES / chiSquare);
      }
    }
    return new ProcessDraw(frequencies, random);
  }

  static ProcessDraw squaredExponential(double[] lengthScales, RandomGenerator random) {
    return new ProcessDraw(normalFrequencies(lengthScales, random), random);
  }

  /**
   * Length scales that differ from input to input, around one that differs from draw to draw.
   *
   * @param low least of the middle ones, in two dimensions; distances grow as √d, and so do they
   */
  static double[] lengthScales(int dimension, double low, double high, RandomGenerator random) {
    double middle = low * Math.pow(high / low, random.nextDouble()) * Math.sqrt(dimension / 2.0);
    double[] scales = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      scales[i] = middle * Math.exp(0.5 * random.nextGaussian());
    }
    return scales;
  }

  /** O(m·d). */
  @Override
  public double applyAsDouble(double[] x) {
    double value = 0;
    for (int k = 0; k < FEATURES; k++) {
      double phase = phases[k];
      for (int i = 0; i < x.length; i++) {
        phase += frequencies[k][i] * x[i];
      }
      value += weights[k] * Math.cos(phase);
    }
    return value;
  }

  private static double[][] normalFrequencies(double[] lengthScales, RandomGenerator random) {
    double[][] frequencies = new double[FEATURES][lengthScales.length];
    for (double[] frequency : frequencies) {
      for (int i = 0; i < frequency.length; i++) {
        frequency[i] = random.nextGaussian() / lengthScales[i];
      }
    }
    return frequencies;
  }
}

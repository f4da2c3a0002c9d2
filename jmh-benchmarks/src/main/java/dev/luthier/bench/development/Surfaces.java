package dev.luthier.bench.development;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Random functions of the unit cube that are no draws from a Gaussian process of known kernel. */
final class Surfaces {
  /** The least of a function lies rarely at the very edge of what people search. */
  private static final double MARGIN = 0.1;

  private static final int BUMPS = 8;

  /** Inputs that matter, of a function of many. */
  private static final int EFFECTIVE = 3;

  private Surfaces() {}

  /** A wide bowl, tilted, with holes and hills of Gaussian shape in it. */
  static ToDoubleFunction<double[]> bumps(int dimension, RandomGenerator random) {
    double[] centre = centre(dimension, random);
    double[] tilt = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      tilt[i] = random.nextGaussian() / Math.sqrt(dimension);
    }
    double[][] places = new double[BUMPS][];
    double[] heights = new double[BUMPS];
    double[] widths = new double[BUMPS];
    for (int k = 0; k < BUMPS; k++) {
      places[k] = centre(dimension, random);
      // Three holes to each hill.
      heights[k] = (random.nextInt(4) == 0 ? 1 : -1) * (0.3 + random.nextDouble());
      widths[k] = (0.1 + 0.2 * random.nextDouble()) * Math.sqrt(dimension / 2.0);
    }
    return x -> {
      double value = 2 * squaredDistance(x, centre) / dimension;
      for (int i = 0; i < x.length; i++) {
        value += tilt[i] * x[i];
      }
      for (int k = 0; k < BUMPS; k++) {
        value +=
            heights[k] * Math.exp(-squaredDistance(x, places[k]) / (2 * widths[k] * widths[k]));
      }
      return value;
    };
  }

  /**
   * A basin along the axes, from pointed to flat at its bottom, with ripples: what a parameter is
   * to a user who has put the ends of its range where they are bad. Its minimum is 0.
   */
  static ToDoubleFunction<double[]> basin(int dimension, RandomGenerator random) {
    double[] centre = centre(dimension, random);
    double[] weights = new double[dimension];
    double[] waves = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      weights[i] = Math.exp(0.5 * random.nextGaussian());
      waves[i] = 1 + 4 * random.nextDouble();
    }
    double power = 1.5 + random.nextDouble();
    double ripple = 0.1 * random.nextDouble();
    return x -> {
      double value = 0;
      for (int i = 0; i < x.length; i++) {
        double offset = x[i] - centre[i];
        value += weights[i] * Math.pow(Math.abs(offset), power);
        value += ripple * weights[i] * (1 - Math.cos(2 * Math.PI * waves[i] * offset));
      }
      return value;
    };
  }

  /**
   * What a model of so many units, or layers, takes: it grows with some of the parameters, whose
   * ranges are 3 to 50 times as wide as they begin, and does not know of the others. Its minimum is
   * 0, wherever those are 0.
   */
  static ToDoubleFunction<double[]> size(int dimension, RandomGenerator random) {
    int counted = Math.ceilDiv(dimension, 3);
    int[] which = random.ints(0, dimension).distinct().limit(counted).toArray();
    double[] weights = new double[counted];
    double[] rates = new double[counted];
    for (int j = 0; j < counted; j++) {
      weights[j] = Math.exp(0.5 * random.nextGaussian());
      rates[j] = 1 + 3 * random.nextDouble();
    }
    return x -> {
      double value = 0;
      for (int j = 0; j < which.length; j++) {
        value += weights[j] * Math.expm1(rates[j] * x[which[j]]) / Math.expm1(rates[j]);
      }
      return value;
    };
  }

  /** A basin whose sides are rough: the ripples grow with the distance from its bottom, 0. */
  static ToDoubleFunction<double[]> roughBasin(int dimension, RandomGenerator random) {
    double[] centre = centre(dimension, random);
    double[] weights = new double[dimension];
    double[] waves = new double[dimension];
    double[] phases = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      weights[i] = Math.exp(0.5 * random.nextGaussian());
      waves[i] = 2 + 4 * random.nextDouble();
      phases[i] = 2 * Math.PI * random.nextDouble();
    }
    double ripple = 3 * random.nextDouble();
    return x -> {
      double value = 0;
      for (int i = 0; i < x.length; i++) {
        double offset = x[i] - centre[i];
        double wave = 1 - Math.cos(2 * Math.PI * waves[i] * offset + phases[i]);
        value += weights[i] * offset * offset * (1 + ripple * wave);
      }
      return value;
    };
  }

  /** A quadratic whose axes point anywhere, of condition 10 to 10,000; its minimum is 0. */
  static ToDoubleFunction<double[]> quadratic(int dimension, RandomGenerator random) {
    double[] centre = centre(dimension, random);
    Rotation rotation = Rotation.draw(dimension, random);
    double condition = Math.pow(10, 1 + 3 * random.nextDouble());
    return quadratic(centre, rotation, condition);
  }

  /** A quadratic of this condition: the steepness of its axes is 1, …, condition, evenly in log. */
  static ToDoubleFunction<double[]> quadratic(
      double[] centre, Rotation rotation, double condition) {
    int dimension = centre.length;
    double[] steepness = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      steepness[i] = Math.pow(condition, dimension == 1 ? 0 : (double) i / (dimension - 1));
    }
    return x -> {
      double[] offset = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        offset[i] = x[i] - centre[i];
      }
      double value = 0;
      for (int i = 0; i < x.length; i++) {
        double along = rotation.along(i, offset);
        value += steepness[i] * along * along;
      }
      return value;
    };
  }

  /** A slow trend with fast waves on it. */
  static ToDoubleFunction<double[]> rough(int dimension, RandomGenerator random) {
    ProcessDraw trend =
        ProcessDraw.squaredExponential(ProcessDraw.lengthScales(dimension, 0.5, 1, random), random);
    ProcessDraw waves =
        ProcessDraw.matern(ProcessDraw.lengthScales(dimension, 0.05, 0.15, random), random);
    double share = 0.1 + 0.3 * random.nextDouble();
    return x -> trend.applyAsDouble(x) + share * waves.applyAsDouble(x);
  }

  /** A function of three of its inputs. */
  static ToDoubleFunction<double[]> sparse(int dimension, RandomGenerator random) {
    int[] inputs = random.ints(0, dimension).distinct().limit(EFFECTIVE).toArray();
    ProcessDraw draw =
        ProcessDraw.matern(ProcessDraw.lengthScales(EFFECTIVE, 0.2, 0.5, random), random);
    return x -> {
      double[] effective = new double[EFFECTIVE];
      for (int i = 0; i < EFFECTIVE; i++) {
        effective[i] = x[inputs[i]];
      }
      return draw.applyAsDouble(effective);
    };
  }

  /** A function whose values span orders of magnitude, as losses do. */
  static ToDoubleFunction<double[]> heavyTailed(
      ToDoubleFunction<double[]> draw, RandomGenerator random) {
    double spread = 1 + 2 * random.nextDouble();
    return x -> Math.exp(spread * draw.applyAsDouble(x));
  }

  static double[] centre(int dimension, RandomGenerator random) {
    double[] centre = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      centre[i] = MARGIN + (1 - 2 * MARGIN) * random.nextDouble();
    }
    return centre;
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}

package dev.luthier.bench.development;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Random functions of the unit cube that are hard on a model: badly conditioned, heavy-tailed, or
 * flat in places. All are turned: what matters is no single input.
 */
final class Families {
  private static final double CONDITION = 1e6;

  /** Six steps between the 2.5 % and 97.5 % quantiles of a draw of variance 1. */
  private static final double STEPS_PER_UNIT = 1.5;

  /** That much of a plateau's cube is flat. */
  private static final double FLAT = 0.6;

  /** By so many random points the height of the plateau is right to about ±1 %. */
  private static final int SAMPLE = 2_000;

  private Families() {}

  /** A turned quadratic of condition 1e6, raised to a power; its minimum is 0. */
  static ToDoubleFunction<double[]> illConditioned(
      int dimension, double power, RandomGenerator random) {
    ToDoubleFunction<double[]> quadratic =
        Surfaces.quadratic(
            Surfaces.centre(dimension, random), Rotation.draw(dimension, random), CONDITION);
    return x -> Math.pow(quadratic.applyAsDouble(x), power);
  }

  /** exp(s f): a draw of ± 2 spans five to nine orders of magnitude. */
  static ToDoubleFunction<double[]> exponential(int dimension, RandomGenerator random) {
    ToDoubleFunction<double[]> draw = turned(dimension, random);
    double spread = 3 + 2 * random.nextDouble();
    return x -> Math.exp(spread * draw.applyAsDouble(x));
  }

  /** min(f, c): says nothing in most of the cube. */
  static ToDoubleFunction<double[]> plateau(int dimension, RandomGenerator random) {
    ToDoubleFunction<double[]> draw = turned(dimension, random);
    SplittableRandom points = new SplittableRandom(random.nextLong());
    double[] values = new double[SAMPLE];
    Arrays.setAll(values, _ -> draw.applyAsDouble(points.doubles(dimension).toArray()));
    Arrays.sort(values);
    double height = values[(int) ((1 - FLAT) * SAMPLE)];
    return x -> Math.min(draw.applyAsDouble(x), height);
  }

  /** A function that takes few values. */
  static ToDoubleFunction<double[]> steps(int dimension, RandomGenerator random) {
    ToDoubleFunction<double[]> draw = turned(dimension, random);
    return x -> Math.floor(STEPS_PER_UNIT * draw.applyAsDouble(x)) / STEPS_PER_UNIT;
  }

  /** A draw from a Gaussian process whose length scales belong to turned axes. */
  private static ToDoubleFunction<double[]> turned(int dimension, RandomGenerator random) {
    Rotation rotation = Rotation.draw(dimension, random);
    ProcessDraw draw =
        ProcessDraw.matern(ProcessDraw.lengthScales(dimension, 0.2, 0.6, random), random);
    return x -> {
      double[] along = new double[x.length];
      Arrays.setAll(along, i -> rotation.along(i, x));
      return draw.applyAsDouble(along);
    };
  }
}

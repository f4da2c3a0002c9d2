package dev.luthier.bench.development;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** A random function of the unit cube of so many dimensions. */
@FunctionalInterface
interface Surface {
  ToDoubleFunction<double[]> draw(int dimension, RandomGenerator random);

  /** Draws of a Matérn process whose length scales, in two dimensions, are 0.2 to 0.6. */
  static ProcessDraw matern(int dimension, RandomGenerator random) {
    return ProcessDraw.matern(ProcessDraw.lengthScales(dimension, 0.2, 0.6, random), random);
  }

  /** As Matérn's, but infinitely smooth. */
  static ProcessDraw smooth(int dimension, RandomGenerator random) {
    return ProcessDraw.squaredExponential(
        ProcessDraw.lengthScales(dimension, 0.2, 0.6, random), random);
  }
}

package dev.luthier.bench.development;

import dev.luthier.bench.problem.BoxInstance.Box;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A random function and the space it is defined on.
 *
 * @param minimum its least value, where that is known
 * @param sample random points from which its minimum is searched for, where it is not
 */
record Drawn(
    SearchSpace space,
    ToDoubleFunction<Configuration> function,
    OptionalDouble minimum,
    int sample) {
  /** A microsecond or two each. */
  private static final int SAMPLE = 10_000;

  /** Half a millisecond each. */
  private static final int SAMPLE_OF_TRAININGS = 2_000;

  Drawn(SearchSpace space, ToDoubleFunction<Configuration> function) {
    this(space, function, OptionalDouble.empty(), SAMPLE);
  }

  /** A function of the unit cube. */
  static Drawn onCube(int dimension, ToDoubleFunction<double[]> function) {
    Box cube = Box.cube(dimension);
    return new Drawn(cube.space(), c -> function.applyAsDouble(cube.point(c)));
  }

  /** A learner with parameters to choose. */
  static Drawn learner(SearchSpace space, ToDoubleFunction<Configuration> training) {
    return new Drawn(space, training, OptionalDouble.empty(), SAMPLE_OF_TRAININGS);
  }

  Drawn withMinimum(double least) {
    return new Drawn(space, function, OptionalDouble.of(least), sample);
  }
}

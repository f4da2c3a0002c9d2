package dev.luthier.strategy.gp;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Parameter;
import java.util.TreeSet;

/**
 * The coordinates that a discrete parameter's values have, and which of them are worth a look from
 * a given one. Immutable.
 */
final class DiscreteAxis {
  /** Up to here every value is tried; beyond, neighbours at doubling distances on both sides. */
  private static final int MOST_TRIED = 16;

  private final Parameter<?> parameter;
  private final long cardinality;

  DiscreteAxis(Parameter<?> parameter) {
    this.parameter = parameter;
    this.cardinality = parameter.cardinality().orElseThrow();
  }

  /** Coordinates to move to from a value's own, ascending, itself left out. */
  double[] alternatives(double coordinate) {
    TreeSet<Long> indices = new TreeSet<>();
    long own = index(coordinate);
    if (cardinality <= MOST_TRIED || parameter instanceof CategoricalParameter<?>) {
      for (long i = 0; i < cardinality; i++) {
        indices.add(i);
      }
    } else {
      for (long step = 1; step < cardinality; step *= 2) {
        indices.add(Math.max(0, own - step));
        indices.add(Math.min(cardinality - 1, own + step));
      }
    }
    indices.remove(own);
    return indices.stream().mapToDouble(this::coordinate).toArray();
  }

  /** The index of the value at a coordinate; coordinates ascend with indices. */
  private long index(double coordinate) {
    long low = 0;
    long high = cardinality - 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (coordinate(middle) < coordinate) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double coordinate(long index) {
    return encode(parameter, index);
  }

  private static <T> double encode(Parameter<T> parameter, long index) {
    return parameter.encode(parameter.valueAt(index));
  }
}

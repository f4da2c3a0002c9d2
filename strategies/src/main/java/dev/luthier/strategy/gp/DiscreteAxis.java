package dev.luthier.strategy.gp;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Parameter;
import java.util.TreeSet;

/**
 * The coordinates that a discrete parameter's values have, and which of them are worth a look from
 * a given one. Immutable.
 */
final class DiscreteAxis {
  /** Up to here every number is tried; beyond, neighbours at doubling distances on both sides. */
  private static final int MOST_NUMBERS = 16;

  /** Up to here every category is tried; beyond, as many, evenly spread from the value's own on. */
  private static final int MOST_CATEGORIES = 64;

  private final Parameter<?> parameter;
  private final long cardinality;

  DiscreteAxis(Parameter<?> parameter) {
    this.parameter = parameter;
    this.cardinality = parameter.cardinality().orElseThrow();
  }

  /** The coordinate of the value whose cell a coordinate is in. */
  double centre(double coordinate) {
    return centre(parameter, coordinate);
  }

  /** Coordinates to move to from a value's own, ascending, itself left out. */
  double[] alternatives(double coordinate) {
    TreeSet<Long> indices = new TreeSet<>();
    long own = index(coordinate);
    boolean isCategorical = parameter instanceof CategoricalParameter<?>;
    long tried = Math.min(cardinality, isCategorical ? MOST_CATEGORIES : MOST_NUMBERS);
    if (isCategorical || tried == cardinality) {
      for (long i = 0; i < tried; i++) {
        indices.add((own + i * cardinality / tried) % cardinality);
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

  private static <T> double centre(Parameter<T> parameter, double coordinate) {
    return parameter.encode(parameter.decode(coordinate));
  }

  private static <T> double encode(Parameter<T> parameter, long index) {
    return parameter.encode(parameter.valueAt(index));
  }
}

package dev.luthier.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values of the parameters in linear constraints, given all others: a random start is brought to
 * the nearest point that obeys the constraints, discrete parameters to values beside it, one after
 * the other, and then each parameter in turn is drawn from the interval that the others leave it
 * (Gibbs sampling, whose limit is uniform over what is permitted, on the parameters' scales).
 *
 * <pre>
 *   name    meaning                                              shape
 *   z       values, from 0 at the lower bound to 1 at the upper  free parameters
 * </pre>
 *
 * <p>Confined to one thread.
 */
final class LinearFill {
  /**
   * Roundings of discrete parameters that are tried; with continuous ones alone the first does. Two
   * integers of an equation need a few, whose solutions are rare more than any bound allows.
   */
  private static final int ATTEMPTS = 50;

  /** Turns of every parameter. They spread points over the inside; the start spreads them along. */
  private static final int TURNS = 10;

  private final SearchSpace space;
  private final @Nullable Object[] slots;
  private final List<Integer> free;
  private final double[] low;
  private final double[] range;
  private final List<Row> rows = new ArrayList<>();

  /** A constraint that applies: what the values given come to, and the free parameters' terms. */
  private record Row(
      Constraint.Linear constraint, double[] coefficients, double given, double givenSize) {}

  /**
   * @param slots values of all parameters that decide what is active and of all that are to stay,
   *     by canonical index; filled in place
   */
  LinearFill(SearchSpace space, @Nullable Object[] slots) {
    this.space = space;
    this.slots = slots;
    this.free = freeParameters();
    this.low = new double[free.size()];
    this.range = new double[free.size()];
    for (int j = 0; j < low.length; j++) {
      Range whole = Range.of(parameter(j));
      low[j] = whole.low();
      range[j] = whole.high() - whole.low();
    }
    space.linear().stream().filter(this::applies).forEach(c -> rows.add(row(c)));
  }

  /** Whether values have been found; where not, slots are as before. Bounded effort. */
  boolean fill(RandomGenerator random) {
    for (Row row : rows) {
      if (!mayHold(row)) {
        return false;
      }
    }
    for (int attempt = 0; attempt < ATTEMPTS && !free.isEmpty(); attempt++) {
      Optional<double[]> start = nearest(random(random), unit(0), unit(1));
      if (start.isEmpty()) {
        return false; // The whole is convex: another start would find nothing either.
      }
      Optional<Object[]> rounded = rounded(start.get(), random);
      if (rounded.isPresent()) {
        Object[] values = rounded.get();
        for (int turn = 0; turn < TURNS; turn++) {
          redrawEach(values, random);
        }
        for (int j = 0; j < values.length; j++) {
          slots[free.get(j)] = values[j];
        }
        return true;
      }
    }
    return free.isEmpty();
  }

  /** The values of the box, as the space's own draws are distributed. */
  private double[] random(RandomGenerator random) {
    double[] z = new double[low.length];
    for (int j = 0; j < z.length; j++) {
      z[j] = scaled(j, parameter(j).decode(random.nextDouble()));
    }
    return z;
  }

  private Optional<double[]> nearest(double[] z, double[] lower, double[] upper) {
    double[][] normals = new double[rows.size()][z.length];
    double[] bounds = new double[rows.size()];
    for (int k = 0; k < bounds.length; k++) {
      Row row = rows.get(k);
      bounds[k] = row.constraint().most() - row.given();
      for (int j = 0; j < z.length; j++) {
        bounds[k] -= row.coefficients()[j] * low[j];
        normals[k][j] = row.coefficients()[j] * range[j];
      }
    }
    return new Polytope(lower, upper, normals, bounds).nearest(z);
  }

  /** Values of the parameters near a point, or empty where discrete ones have led nowhere. */
  private Optional<Object[]> rounded(double[] z, RandomGenerator random) {
    List<Integer> discrete =
        new ArrayList<>(
            IntStream.range(0, z.length)
                .filter(j -> parameter(j).cardinality().isPresent())
                .boxed()
                .toList());
    Collections.shuffle(discrete, Random.from(random));
    double[] lower = unit(0);
    double[] upper = unit(1);
    double[] now = z;
    for (int j : discrete) {
      Optional<double[]> next = Optional.empty();
      for (Object value : beside(j, now[j])) {
        if (next.isEmpty()) {
          lower[j] = upper[j] = scaled(j, value);
          next = nearest(now, lower, upper);
        }
      }
      if (next.isEmpty()) {
        return Optional.empty();
      }
      now = next.get();
    }
    Object[] values = new Object[z.length];
    for (int j = 0; j < z.length; j++) {
      values[j] = at(parameter(j), low[j] + now[j] * range[j]);
    }
    return obeys(values) ? Optional.of(values) : Optional.empty();
  }

  /** The two values about a coordinate, the nearer first. */
  private List<Object> beside(int j, double z) {
    Parameter<?> parameter = parameter(j);
    long below = 0;
    long above = parameter.cardinality().orElseThrow() - 1;
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      if (scaled(j, parameter.valueAt(middle)) <= z) {
        below = middle;
      } else {
        above = middle;
      }
    }
    Object lesser = parameter.valueAt(below);
    Object greater = parameter.valueAt(above);
    boolean isNearerBelow = z - scaled(j, lesser) <= scaled(j, greater) - z;
    return isNearerBelow ? List.of(lesser, greater) : List.of(greater, lesser);
  }

  /** Each value drawn anew between the least and the greatest that the others permit. */
  private void redrawEach(Object[] values, RandomGenerator random) {
    for (int j = 0; j < values.length; j++) {
      double least = low[j];
      double greatest = low[j] + range[j];
      for (Row row : rows) {
        double coefficient = row.coefficients()[j];
        double left = row.constraint().most() - sum(row, values) + coefficient * number(values[j]);
        if (coefficient > 0) {
          greatest = Math.min(greatest, left / coefficient);
        } else if (coefficient < 0) {
          least = Math.max(least, left / coefficient);
        }
      }
      double draw = random.nextDouble();
      if (least < greatest) {
        double from = coordinate(parameter(j), least);
        double to = coordinate(parameter(j), greatest);
        Object before = values[j];
        values[j] = parameter(j).decode(from + draw * (to - from));
        if (!obeys(values)) {
          values[j] = before; // the neighbour of the least or the greatest, which is discrete
        }
      }
    }
  }

  private boolean obeys(Object[] values) {
    for (Row row : rows) {
      double size = row.givenSize();
      for (int j = 0; j < values.length; j++) {
        size += Math.abs(row.coefficients()[j] * number(values[j]));
      }
      if (!row.constraint().isWithin(sum(row, values), size)) {
        return false;
      }
    }
    return true;
  }

  private static double sum(Row row, Object[] values) {
    double sum = row.given();
    for (int j = 0; j < values.length; j++) {
      sum += row.coefficients()[j] * number(values[j]);
    }
    return sum;
  }

  /** Whether the least that the sum can be is small enough, other constraints aside. */
  private boolean mayHold(Row row) {
    double least = row.given();
    double size = row.givenSize();
    for (int j = 0; j < low.length; j++) {
      double c = row.coefficients()[j];
      double summand = Math.min(c * low[j], c * (low[j] + range[j]));
      least += summand;
      size += Math.abs(summand);
    }
    return row.constraint().isWithin(least, size);
  }

  private Row row(Constraint.Linear constraint) {
    double[] coefficients = new double[free.size()];
    double given = 0;
    double givenSize = 0;
    for (Map.Entry<String, Double> term : constraint.coefficients().entrySet()) {
      int i = space.indexOf(term.getKey());
      Object value = slots[i];
      if (value == null) {
        coefficients[free.indexOf(i)] = term.getValue();
      } else {
        double summand = term.getValue() * number(value);
        given += summand;
        givenSize += Math.abs(summand);
      }
    }
    return new Row(constraint, coefficients, given, givenSize);
  }

  private boolean applies(Constraint.Linear constraint) {
    return constraint.coefficients().keySet().stream().map(space::indexOf).allMatch(this::isActive);
  }

  private List<Integer> freeParameters() {
    TreeSet<Integer> indices = new TreeSet<>();
    for (Constraint.Linear constraint : space.linear()) {
      if (applies(constraint)) {
        constraint.coefficients().keySet().stream()
            .map(space::indexOf)
            .filter(i -> slots[i] == null)
            .forEach(indices::add);
      }
    }
    return List.copyOf(indices);
  }

  private boolean isActive(int i) {
    return slots[i] != null || space.isActive(i, slots);
  }

  private Parameter<?> parameter(int j) {
    return space.parameters().get(free.get(j));
  }

  private double scaled(int j, Object value) {
    return range[j] == 0 ? 0 : (number(value) - low[j]) / range[j];
  }

  private double[] unit(double value) {
    double[] all = new double[low.length];
    Arrays.fill(all, value);
    return all;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /** The parameter's value nearest to a number; one that survives being encoded. */
  private static Object at(Parameter<?> parameter, double number) {
    return parameter.decode(coordinate(parameter, number));
  }

  private static double coordinate(Parameter<?> parameter, double number) {
    return switch (parameter) {
      case RealParameter p -> p.encode(number);
      case IntegerParameter p -> p.encode(Math.round(number));
      case CategoricalParameter<?> _, OrdinalParameter<?> _ ->
          throw new IllegalArgumentException(parameter + " is no number");
    };
  }
}

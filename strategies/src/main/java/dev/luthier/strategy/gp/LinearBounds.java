package dev.luthier.strategy.gp;

import dev.luthier.space.Constraint;
import dev.luthier.space.Parameter;
import dev.luthier.space.Polytope;
import dev.luthier.space.RealParameter;
import dev.luthier.space.Scale;
import dev.luthier.space.SearchSpace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A space's linear constraints as a search sees them: half-spaces of the coordinates that are
 * linear in their values. What is discrete, on a log scale or inactive stays as it is in a given
 * point.
 *
 * <pre>
 *   Σ c_i value_i ≤ most   ⇔   Σ c_i (high_i − low_i) u_i ≤ most − Σ c_i low_i − Σ c_j value_j
 *                              over the movable i                              over the others
 * </pre>
 *
 * <p>Immutable.
 */
final class LinearBounds {
  private final SearchSpace space;
  private final List<Constraint.Linear> constraints;
  private final Map<String, Integer> indices = new HashMap<>();
  private final int[] movable;

  LinearBounds(SearchSpace space) {
    this.space = space;
    this.constraints =
        space.constraints().stream()
            .filter(Constraint.Linear.class::isInstance)
            .map(Constraint.Linear.class::cast)
            .toList();
    for (int i = 0; i < space.parameters().size(); i++) {
      indices.put(space.parameters().get(i).name(), i);
    }
    this.movable =
        IntStream.range(0, space.parameters().size())
            .filter(i -> isLinear(i) && constraints.stream().anyMatch(c -> mentions(c, i)))
            .toArray();
  }

  boolean isEmpty() {
    return constraints.isEmpty();
  }

  /**
   * The nearest point that obeys the constraints, by the movable coordinates alone, or empty where
   * the others leave none.
   *
   * @param point one coordinate a parameter, within the cube and its values' cells; read only
   * @param active which parameters are active there
   * @param lower bounds of every coordinate of the result
   * @param upper likewise
   */
  Optional<double[]> nearest(double[] point, boolean[] active, double[] lower, double[] upper) {
    double[] ones = new double[movable.length];
    Arrays.fill(ones, 1);
    return polytope(point, active, movable, ones, pick(lower), pick(upper))
        .nearest(pick(point))
        .map(
            moved -> {
              double[] result = point.clone();
              for (int v = 0; v < moved.length; v++) {
                if (active[movable[v]]) {
                  result[movable[v]] = moved[v];
                }
              }
              return result;
            });
  }

  /**
   * What constraints leave of a box, given a point.
   *
   * @param parameters of the variables; those that are not movable or not active are bounded by the
   *     box alone
   * @param unit coordinate of a variable over the variable
   * @param lower bounds of the variables
   * @param upper likewise
   */
  Polytope polytope(
      double[] point,
      boolean[] active,
      int[] parameters,
      double[] unit,
      double[] lower,
      double[] upper) {
    List<Constraint.Linear> applying =
        constraints.stream()
            .filter(c -> c.coefficients().keySet().stream().allMatch(n -> active[index(n)]))
            .toList();
    double[][] normals = new double[applying.size()][parameters.length];
    double[] bounds = new double[applying.size()];
    IntPredicate isVariable = i -> isLinear(i) && contains(parameters, i);
    for (int k = 0; k < bounds.length; k++) {
      Constraint.Linear constraint = applying.get(k);
      bounds[k] = constraint.most();
      for (Map.Entry<String, Double> term : constraint.coefficients().entrySet()) {
        int i = index(term.getKey());
        bounds[k] -= term.getValue() * (isVariable.test(i) ? real(i).low() : value(i, point[i]));
      }
      for (int v = 0; v < parameters.length; v++) {
        int i = parameters[v];
        if (isVariable.test(i)) {
          double c = constraint.coefficients().getOrDefault(real(i).name(), 0.0);
          normals[k][v] = c * (real(i).high() - real(i).low()) * unit[v];
        }
      }
    }
    return new Polytope(lower, upper, normals, bounds);
  }

  private double[] pick(double[] all) {
    return Arrays.stream(movable).mapToDouble(i -> all[i]).toArray();
  }

  private boolean isLinear(int i) {
    return space.parameters().get(i) instanceof RealParameter p
        && p.scale() == Scale.LINEAR
        && p.cardinality().isEmpty();
  }

  private RealParameter real(int i) {
    return (RealParameter) space.parameters().get(i);
  }

  private double value(int i, double coordinate) {
    Parameter<?> parameter = space.parameters().get(i);
    return ((Number) parameter.decode(coordinate)).doubleValue();
  }

  private boolean mentions(Constraint.Linear constraint, int i) {
    return constraint.coefficients().containsKey(space.parameters().get(i).name());
  }

  private int index(String name) {
    return indices.getOrDefault(name, -1);
  }

  private static boolean contains(int[] all, int i) {
    return Arrays.stream(all).anyMatch(other -> other == i);
  }
}

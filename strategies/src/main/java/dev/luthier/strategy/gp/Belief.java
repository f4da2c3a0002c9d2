package dev.luthier.strategy.gp;

import java.util.Map;
import java.util.Optional;

/**
 * What the user believes about where the optimum is: π(x) = Π πᵢ(xᵢ) over the parameters that are
 * active, each believed by itself. Immutable.
 *
 * <p>A parameter that is inactive, or of which nothing was said, contributes 1, the mean of every
 * πᵢ: a belief about a child shifts weight between the configurations that have it, and none from
 * them to those that have not.
 *
 * @param parameters by canonical index
 */
record Belief(Map<Integer, ParameterBelief> parameters) {
  /** The user has said nothing. */
  static final Belief NONE = new Belief(Map.of());

  Belief {
    parameters = Map.copyOf(parameters);
  }

  boolean isNone() {
    return parameters.isEmpty();
  }

  Optional<ParameterBelief> of(int parameter) {
    return Optional.ofNullable(parameters.get(parameter));
  }

  /**
   * The coordinate of a parameter that a uniform one stands for where points are distributed as the
   * optimum is believed to be; the same one if nothing was said.
   *
   * @param uniform in [0, 1)
   */
  double drawn(int parameter, double uniform) {
    return of(parameter).map(belief -> belief.quantile(uniform)).orElse(uniform);
  }
}

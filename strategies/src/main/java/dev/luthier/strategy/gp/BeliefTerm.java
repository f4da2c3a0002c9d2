package dev.luthier.strategy.gp;

import dev.luthier.surrogate.Points;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a belief adds to the logarithm of an acquisition function (Hvarfner et al. 2022,
 * arXiv:2204.11051, eq. 4): the more is observed, the less.
 *
 * <pre>
 *   (β/n) log π(x)
 *
 *   name   meaning
 *   β      a tenth of the budget of trials
 *   n      observations, failures included
 * </pre>
 *
 * @param belief π
 * @param space whose columns points have
 * @param exponent β/n
 */
record BeliefTerm(Belief belief, ModelSpace space, double exponent) {
  /** β is so much of the budget: the paper's recommendation. */
  private static final double PART = 0.1;

  /**
   * Where no budget of trials is given: a hundred are what tuners are mostly given, and a part of
   * what has been used so far would never let go of a wrong belief.
   */
  private static final long USUAL_BUDGET = 100;

  /**
   * The term for a proposal. Open trials are no evidence and not to come: they count as little as
   * they do in what costs matter.
   *
   * @param observed n, at least 1
   * @param remaining trials left in the budget
   */
  static BeliefTerm after(int observed, OptionalLong remaining, Belief belief, ModelSpace space) {
    double budget =
        remaining.isPresent() ? (double) observed + remaining.getAsLong() : USUAL_BUDGET;
    return new BeliefTerm(belief, space, PART * budget / observed);
  }

  boolean isZero() {
    return belief.isNone();
  }

  /** Adds the term to a value for each point. */
  void addTo(double[] values, Points points) {
    forEveryBelief(
        points,
        (belief, i, element) ->
            values[i] += exponent * StrictMath.log(belief.density(points.columns()[element])));
  }

  /** Adds its derivatives by the columns to a gradient of m × d values. */
  void addGradient(double[] gradient, Points points) {
    forEveryBelief(
        points,
        (belief, _, element) -> {
          double coordinate = points.columns()[element];
          gradient[element] += exponent * belief.slope(coordinate) / belief.density(coordinate);
        });
  }

  /** Of an active parameter, at the i-th point, by an element of its columns. */
  private interface Visitor {
    void visit(ParameterBelief belief, int i, int element);
  }

  private void forEveryBelief(Points points, Visitor visitor) {
    for (ModelSpace.Axis axis : isZero() ? List.<ModelSpace.Axis>of() : space.axes()) {
      belief
          .of(axis.parameter())
          .ifPresent(
              its -> {
                for (int i = 0; i < points.count(); i++) {
                  if (space.isActive(axis, points, i)) {
                    visitor.visit(its, i, i + points.count() * axis.column());
                  }
                }
              });
    }
  }
}

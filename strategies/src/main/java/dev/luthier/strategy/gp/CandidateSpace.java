package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A search space as a search sees it: points of the unit cube that stand for configurations.
 * Immutable.
 *
 * <p>A proposal looks at thousands of points and needs the configuration of one. Where nothing is
 * conditional or forbidden a point is brought to its cell coordinate by coordinate, and no
 * configuration is built; elsewhere one is for each of them, because only the space knows what is
 * active and permitted.
 */
final class CandidateSpace {
  private final SearchSpace space;
  private final Encoder encoder;
  private final List<Optional<DiscreteAxis>> discrete;
  private final boolean[] allActive;
  private final boolean isConditional;
  private final LinearBounds linear;

  CandidateSpace(SearchSpace space) {
    this.space = space;
    this.encoder = new Encoder(space);
    this.linear = new LinearBounds(space);
    this.discrete = space.parameters().stream().map(CandidateSpace::discrete).toList();
    this.allActive = new boolean[space.parameters().size()];
    Arrays.fill(allActive, true);
    this.isConditional =
        space.parameters().stream().anyMatch(p -> !space.conditionOf(p).allOf().isEmpty());
  }

  /** Number of parameters, which is that of coordinates. */
  int dimension() {
    return allActive.length;
  }

  boolean hasConstraints() {
    return !space.constraints().isEmpty();
  }

  /** Whether two points may stand for the same configuration by chance. */
  boolean mayRepeat() {
    return space.mayRepeat();
  }

  Candidate of(Configuration configuration) {
    return new Candidate(encoder.encode(configuration), encoder.activity(configuration));
  }

  /** The linear constraints among them. */
  LinearBounds linear() {
    return linear;
  }

  /**
   * The candidate at a point, or none if what it stands for breaks a constraint.
   *
   * @param point clipped to the cube and brought to its cell, in place; the candidate keeps it
   */
  Optional<Candidate> at(double[] point) {
    if (isConditional || hasConstraints()) {
      Configuration configuration = encoder.decode(point);
      return space.permits(configuration) ? Optional.of(of(configuration)) : Optional.empty();
    }
    for (int i = 0; i < point.length; i++) {
      double clipped = Math.clamp(point[i], 0.0, 1.0);
      point[i] = discrete.get(i).isEmpty() ? clipped : discrete.get(i).get().centre(clipped);
    }
    return Optional.of(new Candidate(point, allActive));
  }

  /**
   * As {@link #at}, but where linear constraints are broken the nearest that obeys them, if any.
   */
  Optional<Candidate> near(double[] point) {
    if (linear.isEmpty()) {
      return at(point);
    }
    double[] ones = new double[point.length];
    Arrays.fill(ones, 1);
    return near(point, new double[point.length], ones);
  }

  /**
   * The candidate at a point, or where it breaks linear constraints the nearest in a box that does
   * not, by coordinates that are linear in their values; none if there is none or it is forbidden.
   *
   * @param point as for {@link #at}
   * @param lower bounds of the coordinates that are moved
   * @param upper likewise
   */
  Optional<Candidate> near(double[] point, double[] lower, double[] upper) {
    Optional<Candidate> there = at(point);
    if (there.isPresent() || linear.isEmpty()) {
      return there;
    }
    Candidate broken = of(encoder.decode(point));
    return linear.nearest(broken.point(), broken.active(), lower, upper).flatMap(this::at);
  }

  Configuration configuration(Candidate candidate) {
    return encoder.decode(candidate.point());
  }

  /** The values of a discrete parameter; empty for a continuous one. */
  Optional<DiscreteAxis> discrete(int parameter) {
    return discrete.get(parameter);
  }

  /** Whether candidates differ in what is active. */
  boolean hasBranches() {
    return isConditional;
  }

  /** A key for the set of active parameters. */
  List<Boolean> branch(Candidate candidate) {
    if (!isConditional) {
      return List.of();
    }
    List<Boolean> branch = new ArrayList<>(candidate.active().length);
    for (boolean isActive : candidate.active()) {
      branch.add(isActive);
    }
    return branch;
  }

  private static Optional<DiscreteAxis> discrete(Parameter<?> parameter) {
    return parameter.cardinality().isPresent()
        ? Optional.of(new DiscreteAxis(parameter))
        : Optional.empty();
  }
}

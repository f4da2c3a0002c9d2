package dev.luthier.strategy.gp;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Encoder;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.quasirandom.ScrambledSobol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Points of a trust region: its centre with some coordinates changed. In many dimensions a point
 * with all of them changed would be worse than the centre almost surely (Eriksson et al. 2019,
 * arXiv:1910.01739, supplement; Regis, Shoemaker 2013).
 *
 * <pre>
 *   parameter          changes to
 *   continuous         anywhere within the box: a coordinate of Sobol's sequence
 *   number, ordinal    a value within the box; if there is no other, maybe the next up or down
 *   categorical        maybe another category
 *   not active in the centre, but active in the point: anywhere
 * </pre>
 *
 * <p>A box has no sides along categories. How likely a category changes, half its side and at most
 * one half, takes their place: what a small region has learnt of its category it keeps. One
 * parameter at least changes in every point.
 *
 * <p>In a space without conditions and constraints points are snapped where they are and no
 * configuration is built; in others a point is decoded, which settles what is active and permitted.
 * Immutable but for the sequence; confined to one thread.
 */
final class BoxCandidates {
  /** Coordinates changed in a point, on average; as in the paper's code. */
  private static final double CHANGED = 20;

  /** Points for each dimension, as in the paper's code. */
  private static final int PER_DIMENSION = 100;

  /** The paper's code has 5,000. Each costs as many kernel values as the model has rows. */
  private static final int MOST = 2_000;

  /** That a category changes, however large the box: with several some always stay. */
  private static final double MOST_LIKELY = 0.5;

  private final SearchSpace space;
  private final Encoder encoder;
  private final ScrambledSobol sequence;
  private final int[] varying;
  private final List<Optional<DiscreteAxis>> discrete;
  private final boolean isPlain;

  BoxCandidates(SearchSpace space, ModelSpace model, long seed) {
    this.space = space;
    this.encoder = new Encoder(space);
    this.sequence = new ScrambledSobol(space.parameters().size(), seed);
    this.varying = model.axes().stream().mapToInt(ModelSpace.Axis::parameter).toArray();
    this.discrete = space.parameters().stream().map(BoxCandidates::discrete).toList();
    this.isPlain =
        space.constraints().isEmpty()
            && model.axes().stream().noneMatch(ModelSpace.Axis::isConditional);
  }

  /** How many points a trial has, those included that turn out to be forbidden. */
  int size() {
    return Math.min(MOST, PER_DIMENSION * Math.max(1, varying.length));
  }

  /**
   * Points for a trial; fewer where combinations are forbidden.
   *
   * @param sides of the box, by parameter; it is clipped to the cube
   */
  List<CubePoint> around(Candidate centre, double[] sides, long trial, RandomGenerator random) {
    Change[] changes = new Change[varying.length];
    Arrays.setAll(changes, v -> change(centre, varying[v], sides[varying[v]] / 2));
    double share = Math.min(1, CHANGED / Math.max(1, varying.length));
    List<CubePoint> points = new ArrayList<>(size());
    for (int k = 0; k < size(); k++) {
      long number = trial * size() + k;
      double[] point = centre.point().clone();
      int always = random.nextInt(Math.max(1, varying.length));
      for (int v = 0; v < varying.length; v++) {
        int i = varying[v];
        if (v == always || !centre.active()[i] || random.nextDouble() < share) {
          point[i] = changes[v].at(sequence.coordinate(i, number), v == always);
        }
      }
      add(point, centre, points);
    }
    return points;
  }

  private void add(double[] point, Candidate centre, List<CubePoint> points) {
    if (isPlain) {
      points.add(new CubePoint(point, centre.active()));
      return;
    }
    Candidate candidate = Candidate.at(encoder, point);
    if (space.permits(candidate.configuration())) {
      points.add(new CubePoint(candidate.point(), candidate.active()));
    }
  }

  /** What a coordinate may change to. */
  private sealed interface Change {
    /** The change that belongs to a number in [0, 1); none at all only if it is not forced. */
    double at(double u, boolean isForced);

    /** Anywhere between two coordinates. */
    record Within(double lower, double upper) implements Change {
      @Override
      public double at(double u, boolean isForced) {
        return lower + u * (upper - lower);
      }
    }

    /** One of the others, each as likely as the next, or its own, which is the only one if none. */
    record Among(double own, double[] others, double probability) implements Change {
      @Override
      public double at(double u, boolean isForced) {
        double share = isForced ? 1 : probability;
        return others.length > 0 && u < share ? others[(int) (u / share * others.length)] : own;
      }
    }
  }

  private Change change(Candidate centre, int i, double half) {
    double own = centre.point()[i];
    if (!centre.active()[i]) {
      return new Change.Within(0, 1);
    }
    if (discrete.get(i).isEmpty()) {
      return new Change.Within(Math.max(0, own - half), Math.min(1, own + half));
    }
    double[] all = discrete.get(i).get().alternatives(own);
    double[] inside = Arrays.stream(all).filter(u -> Math.abs(u - own) <= half).toArray();
    double seldom = Math.min(MOST_LIKELY, half);
    if (isCategorical(i)) {
      return new Change.Among(own, all, seldom);
    }
    return inside.length == 0
        ? new Change.Among(own, adjacent(all, own), seldom)
        : new Change.Among(own, inside, inside.length / (inside.length + 1.0));
  }

  /** The next below and above. */
  private static double[] adjacent(double[] ascending, double own) {
    int above = -1 - Arrays.binarySearch(ascending, own);
    return Arrays.copyOfRange(
        ascending, Math.max(0, above - 1), Math.min(ascending.length, above + 1));
  }

  private boolean isCategorical(int i) {
    return space.parameters().get(i) instanceof CategoricalParameter<?>;
  }

  private static Optional<DiscreteAxis> discrete(Parameter<?> parameter) {
    return parameter.cardinality().isPresent()
        ? Optional.of(new DiscreteAxis(parameter))
        : Optional.empty();
  }
}

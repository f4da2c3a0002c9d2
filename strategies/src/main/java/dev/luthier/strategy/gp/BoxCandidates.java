package dev.luthier.strategy.gp;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.quasirandom.ShiftedNet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * <p>Immutable.
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
  private final CandidateSpace candidates;
  private final ShiftedNet net;
  private final int[] varying;

  BoxCandidates(SearchSpace space, CandidateSpace candidates, ModelSpace model) {
    this.space = space;
    this.candidates = candidates;
    this.net = new ShiftedNet(candidates.dimension());
    this.varying = model.axes().stream().mapToInt(ModelSpace.Axis::parameter).toArray();
  }

  /** How many points a trial has, those included that turn out to be forbidden. */
  int size() {
    return Math.min(MOST, PER_DIMENSION * Math.max(1, varying.length));
  }

  /**
   * Points for one proposal; fewer where combinations are forbidden. Those that break linear
   * constraints are brought to the nearest in the box that do not.
   *
   * @param sides of the box, by parameter; it is clipped to the cube
   */
  List<Candidate> around(Candidate centre, double[] sides, RandomGenerator random) {
    Change[] changes = new Change[varying.length];
    Arrays.setAll(changes, v -> change(centre, varying[v], sides[varying[v]] / 2));
    double[] lower = new double[sides.length];
    double[] upper = new double[sides.length];
    for (int i = 0; i < sides.length; i++) {
      double half = centre.active()[i] ? sides[i] / 2 : 1;
      lower[i] = Math.max(0, centre.point()[i] - half);
      upper[i] = Math.min(1, centre.point()[i] + half);
    }
    double share = Math.min(1, CHANGED / Math.max(1, varying.length));
    List<Candidate> points = new ArrayList<>(size());
    for (double[] u : net.points(size(), random)) {
      double[] point = centre.point().clone();
      int always = random.nextInt(Math.max(1, varying.length));
      for (int v = 0; v < varying.length; v++) {
        int i = varying[v];
        if (v == always || !centre.active()[i] || random.nextDouble() < share) {
          point[i] = changes[v].at(u[i], v == always);
        }
      }
      candidates.near(point, lower, upper).ifPresent(points::add);
    }
    return points;
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
    if (candidates.discrete(i).isEmpty()) {
      return new Change.Within(Math.max(0, own - half), Math.min(1, own + half));
    }
    double[] all = candidates.discrete(i).get().alternatives(own);
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
}

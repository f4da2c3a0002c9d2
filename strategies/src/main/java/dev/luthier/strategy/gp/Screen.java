package dev.luthier.strategy.gp;

import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.quasirandom.ShiftedNet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The candidates that are looked at first: a net over the whole space, and others near the best
 * points known and where the user believes the optimum is, where in many dimensions no net has one.
 * Where configurations may repeat, each once.
 */
final class Screen {
  /** For every four points of the net there is one near an incumbent. */
  private static final int PER_NEAR = 4;

  /**
   * And one where the user believes the optimum is, if so: where narrow beliefs about many
   * parameters meet the net has no point.
   */
  private static final int PER_BELIEVED = 4;

  /** Deviations of a continuous coordinate from the incumbent's, each as likely as the other. */
  private static final double[] SPREADS = {0.1, 0.03, 0.01};

  /** Coordinates changed together, on average; all of them, in many dimensions, hit nothing. */
  private static final double CHANGED = 3;

  /**
   * Where fewer than one point of the net in so many is permitted, the net is too thin to rely on.
   */
  private static final int THIN = 8;

  /**
   * Permitted configurations to fall back on. Where almost everything is forbidden finding one
   * takes milliseconds, so it is done once.
   */
  private static final int POOL = 64;

  private final SearchSpace space;
  private final CandidateSpace candidates;
  private final Belief belief;
  private final ShiftedNet net;
  private final int size;
  private final long seed;
  private List<Candidate> pool = List.of();

  Screen(SearchSpace space, CandidateSpace candidates, Belief belief, long seed, int size) {
    this.space = space;
    this.candidates = candidates;
    this.belief = belief;
    this.net = new ShiftedNet(candidates.dimension());
    this.size = size;
    this.seed = seed;
  }

  /** Candidates for one proposal, all of them permitted, the incumbents among them. */
  List<Candidate> candidates(List<Candidate> incumbents, RandomGenerator random) {
    var found = new Collected(size + size / PER_NEAR + incumbents.size());
    double[][] points = net.points(size, random);
    List<double[]> believed = believed(points);
    for (double[] point : points) {
      candidates.at(point).ifPresent(found::add);
    }
    believed.forEach(point -> candidates.near(point).ifPresent(found::add));
    if (found.list.size() < size / THIN && candidates.hasConstraints()) {
      pool().forEach(found::add);
      if (!candidates.linear().isEmpty()) {
        // Nothing but the edge: there is hardly more where so little is permitted.
        Arrays.stream(points).forEach(point -> candidates.near(point).ifPresent(found::add));
      }
    }
    for (int k = 0; k < size / PER_NEAR && !incumbents.isEmpty(); k++) {
      double[] point = perturbed(incumbents.get(k % incumbents.size()), random);
      candidates.near(point).ifPresent(found::add);
    }
    incumbents.forEach(found::add);
    return found.list;
  }

  /** The first points of the net, which are a net, distributed as the user believes. */
  private List<double[]> believed(double[][] points) {
    List<double[]> believed = new ArrayList<>();
    for (int k = 0; k < points.length / PER_BELIEVED && !belief.isNone(); k++) {
      double[] uniform = points[k];
      double[] point = new double[uniform.length];
      Arrays.setAll(point, i -> belief.drawn(i, uniform[i]));
      believed.add(point);
    }
    return believed;
  }

  /** Candidates in order, without repetitions where there may be any. */
  private final class Collected {
    private final List<Candidate> list;
    private final Set<Place> seen = new HashSet<>();

    Collected(int capacity) {
      this.list = new ArrayList<>(capacity);
    }

    void add(Candidate candidate) {
      if (!candidates.mayRepeat() || seen.add(new Place(candidate.point()))) {
        list.add(candidate);
      }
    }
  }

  /** A point by its coordinates, which for discrete values are always the same. */
  @SuppressWarnings("ArrayRecordComponent") // compared by its elements, below
  private record Place(double[] point) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Place that && Arrays.equals(point, that.point);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(point);
    }
  }

  /** A function of the seed alone, whenever it is first needed. */
  private List<Candidate> pool() {
    if (pool.isEmpty()) {
      RandomGenerator random = new SplittableRandom(seed);
      List<Candidate> sampled = new ArrayList<>();
      for (int k = 0; k < POOL; k++) {
        sampled.add(candidates.of(space.sample(random)));
      }
      pool = List.copyOf(sampled);
    }
    return pool;
  }

  /**
   * Some coordinates changed: a continuous one a little, a discrete one to a value of its moves.
   */
  private double[] perturbed(Candidate incumbent, RandomGenerator random) {
    double[] near = incumbent.point().clone();
    double spread = SPREADS[random.nextInt(SPREADS.length)];
    double share = Math.min(1, CHANGED / near.length);
    int always = random.nextInt(Math.max(1, near.length));
    for (int i = 0; i < near.length; i++) {
      if (i == always || random.nextDouble() < share) {
        near[i] = changed(i, near[i], spread, random);
      }
    }
    return near;
  }

  private double changed(int i, double coordinate, double spread, RandomGenerator random) {
    var axis = candidates.discrete(i);
    if (axis.isEmpty()) {
      return Math.clamp(coordinate + spread * random.nextGaussian(), 0, 1);
    }
    double[] alternatives = axis.get().alternatives(coordinate);
    return alternatives.length == 0
        ? coordinate
        : alternatives[random.nextInt(alternatives.length)];
  }
}

package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.quasirandom.ScrambledSobol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The candidates that are looked at first: a net over the whole space, and others near the best
 * points known, where in many dimensions no net has one. Each configuration once.
 */
final class Screen {
  /** For every four points of the net there is one near an incumbent. */
  private static final int PER_NEAR = 4;

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
  private final Encoder encoder;
  private final ScrambledSobol sequence;
  private final List<Optional<DiscreteAxis>> discrete;
  private final int size;
  private final long seed;
  private List<Configuration> pool = List.of();

  Screen(SearchSpace space, Encoder encoder, long seed, int size) {
    this.space = space;
    this.encoder = encoder;
    this.sequence = new ScrambledSobol(space.parameters().size(), seed);
    this.discrete = space.parameters().stream().map(Screen::discrete).toList();
    this.size = size;
    this.seed = seed;
  }

  /** The candidates for a trial, all of them permitted, the incumbents among them. */
  List<Candidate> candidates(long trial, List<Candidate> incumbents, RandomGenerator random) {
    Set<Configuration> seen = new HashSet<>();
    List<Candidate> candidates = new ArrayList<>(size + size / PER_NEAR);
    for (int k = 0; k < size; k++) {
      add(point(trial * size + k), seen, candidates);
    }
    if (candidates.size() < size / THIN && !space.constraints().isEmpty()) {
      pool().forEach(configuration -> add(configuration, seen, candidates));
    }
    for (int k = 0; k < size / PER_NEAR && !incumbents.isEmpty(); k++) {
      Candidate incumbent = incumbents.get(k % incumbents.size());
      add(encoder.decode(perturb(incumbent, random)), seen, candidates);
    }
    incumbents.forEach(incumbent -> add(incumbent.configuration(), seen, candidates));
    return candidates;
  }

  private void add(
      Configuration configuration, Set<Configuration> seen, List<Candidate> candidates) {
    if (space.permits(configuration) && seen.add(configuration)) {
      candidates.add(Candidate.of(encoder, configuration));
    }
  }

  private Configuration point(long number) {
    return space.configure((i, parameter) -> parameter.decode(sequence.coordinate(i, number)));
  }

  /** A function of the seed alone, whenever it is first needed. */
  private List<Configuration> pool() {
    if (pool.isEmpty()) {
      RandomGenerator random = new SplittableRandom(seed);
      List<Configuration> sampled = new ArrayList<>();
      for (int k = 0; k < POOL; k++) {
        sampled.add(space.sample(random));
      }
      pool = List.copyOf(sampled);
    }
    return pool;
  }

  /**
   * Some coordinates changed: a continuous one a little, a discrete one to a value of its moves.
   */
  private double[] perturb(Candidate incumbent, RandomGenerator random) {
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
    if (discrete.get(i).isEmpty()) {
      return Math.clamp(coordinate + spread * random.nextGaussian(), 0, 1);
    }
    double[] alternatives = discrete.get(i).get().alternatives(coordinate);
    return alternatives.length == 0
        ? coordinate
        : alternatives[random.nextInt(alternatives.length)];
  }

  private static Optional<DiscreteAxis> discrete(Parameter<?> parameter) {
    return parameter.cardinality().isPresent()
        ? Optional.of(new DiscreteAxis(parameter))
        : Optional.empty();
  }
}

package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.quasirandom.ScrambledSobol;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The candidates that are looked at first: a net over the whole space, and others near the best
 * points known, where in many dimensions no net has one.
 */
final class Screen {
  /** One in four candidates is near an incumbent. */
  private static final int NEAR = 4;

  /** Deviations of a coordinate from the incumbent's, each as likely as the other. */
  private static final double[] SPREADS = {0.1, 0.03, 0.01};

  /** Coordinates changed together, on average; all of them, in many dimensions, hit nothing. */
  private static final double CHANGED = 3;

  private final SearchSpace space;
  private final Encoder encoder;
  private final ScrambledSobol sequence;
  private final int size;

  Screen(SearchSpace space, Encoder encoder, long seed, int size) {
    this.space = space;
    this.encoder = encoder;
    this.sequence = new ScrambledSobol(space.parameters().size(), seed);
    this.size = size;
  }

  /**
   * The candidates for a trial, all of them permitted: at most as many as were asked for, and none
   * at worst, where almost everything is forbidden.
   */
  List<Candidate> candidates(long trial, List<Candidate> incumbents, RandomGenerator random) {
    List<Candidate> candidates = new ArrayList<>(size);
    int near = incumbents.isEmpty() ? 0 : size / NEAR;
    for (int k = 0; k < size - near; k++) {
      add(candidates, point(trial * size + k));
    }
    for (int k = 0; k < near; k++) {
      Candidate incumbent = incumbents.get(k % incumbents.size());
      add(candidates, encoder.decode(perturb(incumbent.point(), random)));
    }
    candidates.addAll(incumbents);
    return candidates;
  }

  private void add(List<Candidate> candidates, Configuration configuration) {
    if (space.permits(configuration)) {
      candidates.add(Candidate.of(encoder, configuration));
    }
  }

  private Configuration point(long number) {
    return space.configure((i, parameter) -> parameter.decode(sequence.coordinate(i, number)));
  }

  private static double[] perturb(double[] point, RandomGenerator random) {
    double[] near = point.clone();
    double spread = SPREADS[random.nextInt(SPREADS.length)];
    double share = Math.min(1, CHANGED / point.length);
    int always = random.nextInt(Math.max(1, point.length));
    for (int i = 0; i < near.length; i++) {
      if (i == always || random.nextDouble() < share) {
        near[i] = Math.clamp(near[i] + spread * random.nextGaussian(), 0, 1);
      }
    }
    return near;
  }
}

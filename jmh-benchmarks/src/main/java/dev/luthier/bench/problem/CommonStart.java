package dev.luthier.bench.problem;

import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.RandomStreams;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The random points that all methods begin with: another ten for each problem and seed. */
public final class CommonStart {
  /** As many as the named functions have. */
  private static final int POINTS = 10;

  private CommonStart() {}

  /** Points of a space. */
  public static List<Configuration> of(SearchSpace space, String problem, long seed) {
    RandomGenerator random = new RandomStreams(seed).generator(0, problem + " start");
    return Stream.generate(() -> space.sample(random)).limit(POINTS).toList();
  }
}

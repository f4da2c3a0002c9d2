package dev.luthier.bench.development;

import dev.luthier.bench.problem.Regret;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One function of a class. Its minimum is searched for when it is first needed. */
final class DrawnInstance implements ScalarInstance {
  private final Drawn drawn;
  private final List<Configuration> start;
  private final RandomGenerator random;
  private Optional<Regret> regret = Optional.empty();

  DrawnInstance(Drawn drawn, List<Configuration> start, RandomGenerator random) {
    this.drawn = drawn;
    this.start = start;
    this.random = random;
  }

  @Override
  public SearchSpace space() {
    return drawn.space();
  }

  @Override
  public List<Configuration> start() {
    return start;
  }

  @Override
  public double evaluate(Configuration configuration) {
    return drawn.function().applyAsDouble(configuration);
  }

  @Override
  public double score(double best) {
    Regret known = regret.orElseGet(() -> ReferenceMinimum.find(drawn, random));
    regret = Optional.of(known);
    return known.log10(best);
  }
}

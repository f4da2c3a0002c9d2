package dev.luthier.pruner;

import dev.luthier.schedule.Pruner;
import dev.luthier.schedule.PrunerProvider;
import dev.luthier.schedule.PrunerSetup;
import dev.luthier.strategy.Options;
import java.util.Optional;

/**
 * {@code pruner: {name: patience, patience: 10, min_delta: 0, of: {name: median}}}; without {@code
 * of} it needs no other trial.
 */
public final class PatienceProvider implements PrunerProvider {
  /** Longer than a plateau that noise makes, shorter than most schedules; common in training. */
  private static final int PATIENCE = 10;

  /** Any improvement is one: a unit for more only the owner knows. */
  private static final double MIN_DELTA = 0;

  private static final String OF = "of";

  @Override
  public String name() {
    return "patience";
  }

  @Override
  public Pruner create(PrunerSetup setup) {
    Options options = setup.options();
    int patience = options.takeInt("patience", PATIENCE, 1, Integer.MAX_VALUE);
    double delta = options.takeDouble("min_delta", MIN_DELTA, 0, Double.MAX_VALUE);
    Optional<Pruner> other = options.takeMap(OF).map(map -> setup.others().apply(OF, map));
    return new PatiencePruner(patience, delta, other);
  }
}

package dev.luthier.strategy.gp;

import dev.luthier.error.InvalidInputException;
import dev.luthier.strategy.Capability;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.strategy.StrategySetup;
import java.util.EnumSet;
import java.util.Set;

/** {@code strategy: {name: gp}}; options: see {@link GaussianProcessOptions}. */
public final class GaussianProcessProvider implements StrategyProvider {
  /** For the service loader. */
  public GaussianProcessProvider() {}

  @Override
  public String name() {
    return "gp";
  }

  /**
   * Objectives and constraints each have a model of their own, in any space; what earlier studies
   * found out is of use for a single objective only.
   */
  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.CONDITIONS,
        Capability.FORBIDDEN_COMBINATIONS,
        Capability.SEVERAL_OBJECTIVES,
        Capability.OUTCOME_CONSTRAINTS,
        Capability.CONTINUOUS_SPACES,
        Capability.WARM_START);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    if (!setup.warmStart().isEmpty() && setup.objectives().size() > 1) {
      throw new InvalidInputException(
          "warm_start",
          setup.warmStart(),
          "gp learns from earlier studies for one objective; this study has "
              + setup.objectives().size());
    }
    return new GaussianProcessStrategy(setup, GaussianProcessOptions.of(setup));
  }
}

package dev.luthier.strategy.gp;

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

  /** Objectives and constraints each have a model of their own, in any space. */
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
    return new GaussianProcessStrategy(setup, GaussianProcessOptions.of(setup));
  }
}

package dev.luthier.strategy.random;

import dev.luthier.strategy.Capability;
import dev.luthier.strategy.Options;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.strategy.StrategySetup;
import java.util.EnumSet;
import java.util.Set;

/** {@code strategy: {name: random}}, without options. */
public final class RandomProvider implements StrategyProvider {

  @Override
  public String name() {
    return "random";
  }

  /** All: it looks at no result, and draws from whatever the space permits. */
  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    new Options(setup.options()).requireNoneLeft();
    return new RandomStrategy(setup.space());
  }
}

package dev.luthier.strategy.grid;

import dev.luthier.strategy.Capability;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.strategy.StrategySetup;
import java.util.EnumSet;
import java.util.Set;

/** {@code strategy: {name: grid, options: {points: 5}}}. */
public final class GridProvider implements StrategyProvider {

  @Override
  public String name() {
    return "grid";
  }

  /**
   * All: it looks at no result; of a continuum it visits the grid's values, and is exhausted after
   * them.
   */
  @Override
  public Set<Capability> capabilities() {
    // What other studies have found out changes nothing here: better an error than silence.
    return EnumSet.complementOf(EnumSet.of(Capability.WARM_START));
  }

  @Override
  public Strategy create(StrategySetup setup) {
    return new GridStrategy(setup.space(), GridOptions.read(setup.options()));
  }
}

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
    // What other studies have found out changes nothing here: better an error than silence.
    return EnumSet.complementOf(EnumSet.of(Capability.WARM_START));
  }

  @Override
  public Strategy create(StrategySetup setup) {
    new Options(setup.options()).requireNoneLeft();
    return new RandomStrategy(setup.space());
  }
}

package dev.luthier.strategy.sobol;

import dev.luthier.strategy.Capability;
import dev.luthier.strategy.Options;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.strategy.StrategySetup;
import java.util.EnumSet;
import java.util.Set;

/** {@code strategy: {name: sobol}}, without options. */
public final class SobolProvider implements StrategyProvider {

  @Override
  public String name() {
    return "sobol";
  }

  /** All: it looks at no result; a parameter that is inactive leaves its coordinate unused. */
  @Override
  public Set<Capability> capabilities() {
    // What other studies have found out changes nothing here: better an error than silence.
    return EnumSet.complementOf(EnumSet.of(Capability.WARM_START));
  }

  @Override
  public Strategy create(StrategySetup setup) {
    new Options(setup.options()).requireNoneLeft();
    return new SobolStrategy(setup.space(), setup.seed());
  }
}

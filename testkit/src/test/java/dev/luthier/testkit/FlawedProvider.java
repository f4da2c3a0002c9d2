package dev.luthier.testkit;

import dev.luthier.strategy.Capability;
import dev.luthier.strategy.Options;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.strategy.StrategySetup;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes random strategies with one flaw. */
final class FlawedProvider implements StrategyProvider {
  private final Flaw flaw;
  private final SplittableRandom shared = new SplittableRandom(1);

  FlawedProvider(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public String name() {
    return flaw == Flaw.HAS_A_NAME_NOBODY_CAN_WRITE ? "Toy Strategy" : "toy";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    if (flaw != Flaw.ACCEPTS_ANY_OPTION) {
      new Options(setup.options()).requireNoneLeft();
    }
    boolean ofItsOwn = flaw != Flaw.SHARES_STATE_BETWEEN_STRATEGIES;
    return new FlawedStrategy(flaw, setup, ofItsOwn ? new SplittableRandom(setup.seed()) : shared);
  }
}

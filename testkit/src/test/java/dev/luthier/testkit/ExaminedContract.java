package dev.luthier.testkit;

import dev.luthier.strategy.StrategyProvider;

/** The contract for any provider. Not a test by its name: its methods are called by a test. */
final class ExaminedContract extends StrategyContract {
  private final StrategyProvider provider;

  ExaminedContract(StrategyProvider provider) {
    this.provider = provider;
  }

  @Override
  protected StrategyProvider provider() {
    return provider;
  }
}

package dev.luthier.strategy.sobol;

import dev.luthier.strategy.StrategyProvider;
import dev.luthier.testkit.StrategyContract;

final class SobolStrategyContractTest extends StrategyContract {
  @Override
  protected StrategyProvider provider() {
    return new SobolProvider();
  }
}

package dev.luthier.strategy.grid;

import dev.luthier.strategy.StrategyProvider;
import dev.luthier.testkit.StrategyContract;

final class GridStrategyContractTest extends StrategyContract {
  @Override
  protected StrategyProvider provider() {
    return new GridProvider();
  }
}

package dev.luthier.strategy.random;

import dev.luthier.strategy.StrategyProvider;
import dev.luthier.testkit.StrategyContract;

final class RandomStrategyContractTest extends StrategyContract {
  @Override
  protected StrategyProvider provider() {
    return new RandomProvider();
  }
}

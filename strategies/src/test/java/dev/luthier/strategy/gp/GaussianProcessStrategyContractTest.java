package dev.luthier.strategy.gp;

import dev.luthier.strategy.StrategyProvider;
import dev.luthier.testkit.StrategyContract;
import java.util.Map;

class GaussianProcessStrategyContractTest extends StrategyContract {
  @Override
  protected StrategyProvider provider() {
    return new GaussianProcessProvider();
  }

  /** The model comes in early, and the search is small: the contract is not about its quality. */
  @Override
  protected Map<String, Object> options() {
    return Map.of("initial", 4, "candidates", 128, "starts", 3);
  }
}

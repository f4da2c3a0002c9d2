package dev.luthier.config;

import dev.luthier.study.StrategySpec;

/** What a study gets when its owner says nothing; study files use the same. */
public final class Defaults {
  /** Learns from every trial, and needs the fewest of them. */
  private static final String STRATEGY = "gp";

  /** Fills the space evenly, whatever the objectives: {@code gp} knows one only. */
  private static final String STRATEGY_FOR_SEVERAL = "sobol";

  /** Fixed, so that a run can be repeated without having planned for it. */
  public static final long SEED = 0;

  private Defaults() {}

  /** The strategy of a study with so many objectives. */
  public static StrategySpec strategy(int objectives) {
    return StrategySpec.named(objectives == 1 ? STRATEGY : STRATEGY_FOR_SEVERAL);
  }
}

package dev.luthier.config;

import dev.luthier.study.StrategySpec;

/** What a study gets when its owner says nothing; study files use the same. */
public final class Defaults {
  /** Learns from every trial, and needs the fewest of them; knows any number of objectives. */
  private static final String STRATEGY = "gp";

  /** Fixed, so that a run can be repeated without having planned for it. */
  public static final long SEED = 0;

  private Defaults() {}

  /** The strategy of a study. */
  public static StrategySpec strategy() {
    return StrategySpec.named(STRATEGY);
  }
}

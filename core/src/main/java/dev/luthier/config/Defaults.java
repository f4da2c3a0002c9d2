package dev.luthier.config;

/** What a study gets when its owner says nothing; study files use the same. */
public final class Defaults {
  /**
   * Fills the space evenly from the first trial and needs no tuning of its own; handles every kind
   * of space.
   */
  public static final String STRATEGY = "sobol";

  /** Fixed, so that a run can be repeated without having planned for it. */
  public static final long SEED = 0;

  private Defaults() {}
}

package dev.luthier.strategy.unseen;

import dev.luthier.space.Configuration;
import java.util.function.Supplier;

/** What a strategy would like to propose for a trial, in order of preference. */
@FunctionalInterface
public interface Candidates {

  /**
   * Endless candidates for the trial with the given number. They may be forbidden or have been
   * tried before; each call starts anew, and the same trial gets the same candidates.
   */
  Supplier<Configuration> forTrial(long trial);
}

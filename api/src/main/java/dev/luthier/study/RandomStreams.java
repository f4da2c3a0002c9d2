package dev.luthier.study;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All randomness of a study: an independent generator for each (seed, trial, purpose), so that a
 * proposal depends neither on how many were made before it in this process nor on other uses of
 * randomness. Immutable.
 */
public record RandomStreams(long seed) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /**
   * A fresh generator; the same arguments give the same numbers on every machine and Java version.
   */
  public RandomGenerator generator(long trial, String purpose) {
    return new SplittableRandom(seed(trial, purpose));
  }

  /** A seed for code that brings its own generator. */
  public long seed(long trial, String purpose) {
    long hash = mix(seed + GOLDEN_GAMMA);
    hash = mix(hash ^ (trial + 1) * GOLDEN_GAMMA);
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash ^ purpose.charAt(i));
    }
    return hash;
  }

  /**
   * A bijection of 64-bit integers in which every input bit flips every output bit with probability
   * near one half: the finalizer "Mix13" of D. Stafford's table, as in SplitMix64 (Steele, Lea and
   * Flood, OOPSLA 2014).
   */
  public static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

package dev.luthier.bench.gpu;

/**
 * How much is measured.
 *
 * @param seconds that repetitions of one thing may take; the first one takes what it takes
 * @param candidates of the posterior, at least 1
 * @param count of small studies and of sessions, at least 1
 */
record Scale(double seconds, int candidates, int count) {
  /** Enough for twenty repetitions of what takes a tenth of a second. */
  private static final double SECONDS = 2;

  private static final int CANDIDATES = 100_000;
  private static final int COUNT = 10_000;

  static final Scale USUAL = new Scale(SECONDS, CANDIDATES, COUNT);
}

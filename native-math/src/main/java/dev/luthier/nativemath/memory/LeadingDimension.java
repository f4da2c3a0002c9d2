package dev.luthier.nativemath.memory;

/** How far apart columns lie: aligned, and not where all of them compete for the same cache set. */
final class LeadingDimension {

  /** Doubles in 64 bytes: a cache line, and the widest vector register. */
  private static final int LINE = 8;

  /**
   * Doubles in 4,096 bytes. Columns this far apart, or a multiple of it, map to the same sets of a
   * first-level cache (64 sets of 64 bytes), and loads seem to depend on stores that share the low
   * 12 bits of their address (Intel, Optimization Reference Manual, "4-KByte aliasing").
   */
  private static final int PAGE = 512;

  private LeadingDimension() {}

  /** For a matrix of this shape; ≥ 1 and ≥ rows. Vectors, and columns within a line, stay dense. */
  static int of(int rows, int cols) {
    if (cols <= 1 || rows <= LINE || rows > Integer.MAX_VALUE - 2 * LINE) {
      return Math.max(1, rows);
    }
    int aligned = (rows + LINE - 1) / LINE * LINE;
    return aligned % PAGE == 0 ? aligned + LINE : aligned;
  }
}

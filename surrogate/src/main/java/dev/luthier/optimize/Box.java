package dev.luthier.optimize;

/**
 * Bounds on every variable. The arrays are read, not copied, and must not change.
 *
 * @param lower d values, finite
 * @param upper d values, finite, none below its lower bound
 */
public record Box(double[] lower, double[] upper) {
  public Box {
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(
          lower.length + " lower and " + upper.length + " upper bounds");
    }
    for (int i = 0; i < lower.length; i++) {
      if (!(lower[i] <= upper[i]) || Double.isInfinite(lower[i]) || Double.isInfinite(upper[i])) {
        throw new IllegalArgumentException(
            "bounds " + i + " are [" + lower[i] + ", " + upper[i] + "]");
      }
    }
  }

  /** Number of variables. */
  public int dimension() {
    return lower.length;
  }

  /** The nearest value of variable i within its bounds. */
  double clip(int i, double value) {
    return Math.min(upper[i], Math.max(lower[i], value));
  }
}

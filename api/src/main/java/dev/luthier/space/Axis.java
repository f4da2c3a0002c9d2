package dev.luthier.space;

/**
 * The map between a numeric parameter's values and [0, 1], for the two kinds of number a parameter
 * can hold.
 *
 * <table>
 *   <caption>Notation</caption>
 *   <tr><td>u</td><td>coordinate</td><td>[0, 1]</td></tr>
 *   <tr><td>v</td><td>value</td><td>[low, high]</td></tr>
 *   <tr><td>i, n</td><td>index and number of grid values</td><td>integers</td></tr>
 *   <tr><td>e₀, eₙ</td><td>outer edges of the first and last cell</td><td>scalars</td></tr>
 * </table>
 *
 * StrictMath, not Math: the same study proposes the same values on every machine.
 */
sealed interface Axis {

  /**
   * A continuum [low, high]. Decoding is a formula; encoding is the inverse of that formula as
   * rounded.
   */
  record Continuum(double low, double high, Scale scale) implements Axis {
    /**
     * First step of the search, where one ulp of a coordinate near 0 would be far below any value's
     * resolution.
     */
    private static final double SMALLEST_STEP = 0x1p-60;

    double decode(double coordinate) {
      double u = Math.clamp(coordinate, 0.0, 1.0);
      double v =
          switch (scale) {
            case LINEAR -> low + u * (high - low);
            case LOG ->
                Double.isInfinite(high / low)
                    ? StrictMath.exp(StrictMath.log(low) + u * logRatio(high))
                    : low * StrictMath.exp(u * logRatio(high));
          };
      return Math.clamp(v, low, high);
    }

    /**
     * A coordinate that decodes to exactly this value if there is one, else to a neighbour of it.
     * The algebraic inverse is off by some ulps for one value in four hundred; from there a
     * bisection ends it, because decode is monotone in floating point (StrictMath's functions are
     * semi-monotonic, the rest is correctly rounded).
     */
    double encode(double value) {
      if (low == high) {
        return 0.5;
      }
      double v = Math.clamp(value, low, high);
      double u =
          switch (scale) {
            case LINEAR -> (v - low) / (high - low);
            case LOG -> logRatio(v) / logRatio(high);
          };
      double guess = Math.clamp(u, 0.0, 1.0);
      double decoded = decode(guess);
      return decoded == v ? guess : search(v, guess, decoded < v ? 1 : -1);
    }

    /** Moves from the guess in the given direction until decode has passed v, then bisects. */
    private double search(double v, double guess, int direction) {
      double end = direction > 0 ? 1.0 : 0.0;
      double near = guess;
      double far = guess;
      for (double step = Math.max(Math.ulp(guess), SMALLEST_STEP);
          far != end && direction * (v - decode(far)) > 0;
          step *= 2) {
        near = far;
        far = Math.clamp(far + direction * step, 0.0, 1.0);
      }
      for (double middle = near + (far - near) / 2;
          middle != near && middle != far;
          middle = near + (far - near) / 2) {
        if (direction * (v - decode(middle)) > 0) {
          near = middle;
        } else {
          far = middle;
        }
      }
      return Math.abs(decode(near) - v) < Math.abs(decode(far) - v) ? near : far;
    }

    /** log(value / low), also where the quotient overflows. */
    private double logRatio(double value) {
      return Double.isInfinite(high / low)
          ? StrictMath.log(value) - StrictMath.log(low)
          : StrictMath.log(value / low);
    }
  }

  /**
   * The values low + i·step, i = 0 … n−1. The cell of a value reaches half-way to its neighbours;
   * the outer cells are mirrored about their value on the scale, so that the ends are as likely as
   * the rest.
   */
  record Grid(double low, double step, long n, Scale scale) implements Axis {

    double encode(long index) {
      if (scale == Scale.LINEAR || n == 1) {
        return (index + 0.5) / n;
      }
      return StrictMath.log((low + index * step) / firstEdge()) / logWidth();
    }

    long decode(double coordinate) {
      double u = Math.clamp(coordinate, 0.0, 1.0);
      if (scale == Scale.LINEAR || n == 1) {
        return Math.min(n - 1, (long) (u * n));
      }
      double v = firstEdge() * StrictMath.exp(u * logWidth());
      return Math.clamp(Math.round((v - low) / step), 0L, n - 1);
    }

    private double firstEdge() {
      return low * (low / (low + 0.5 * step));
    }

    private double logWidth() {
      double high = low + (n - 1) * step;
      double lastEdge = high * (high / (high - 0.5 * step));
      return StrictMath.log(lastEdge / firstEdge());
    }
  }
}

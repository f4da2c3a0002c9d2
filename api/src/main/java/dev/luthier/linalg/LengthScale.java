package dev.luthier.linalg;

import java.util.List;

/**
 * One length scale ℓ and the columns that share it: they contribute (Σ_c contribution_c) / ℓ² to a
 * squared distance. A shared scale keeps an embedding rigid, for example the two columns of an arc
 * ({@link Activity}).
 *
 * @param value ℓ, in [1e-100, 1e100]
 * @param columns at least one
 */
public record LengthScale(double value, List<Column> columns) {

  /**
   * Bounds that keep squared distances finite for coordinates up to 1e40, so that no backend meets
   * ∞ · 0 where a covariance is simply 0.
   */
  private static final double SMALLEST = 1e-100;

  private static final double LARGEST = 1e100;

  public LengthScale {
    if (!(value >= SMALLEST && value <= LARGEST)) {
      throw new IllegalArgumentException(
          "length scale is " + value + ", must be in [" + SMALLEST + ", " + LARGEST + "]");
    }
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a length scale needs at least one column");
    }
  }

  /** A scale of its own for a numeric column. */
  public static LengthScale numeric(double value, int column) {
    return new LengthScale(value, List.of(new Column.Numeric(column)));
  }

  /** A scale of its own for a categorical column. */
  public static LengthScale categorical(double value, int column) {
    return new LengthScale(value, List.of(new Column.Categorical(column)));
  }

  LengthScale withValue(double other) {
    return new LengthScale(other, columns);
  }
}

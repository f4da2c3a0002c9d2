package dev.luthier.surrogate;

import java.util.List;

/**
 * Encoded points, as the seam takes them.
 *
 * @param count n
 * @param dimension d
 * @param columns n · d values, column after column; not copied
 */
public record Points(int count, int dimension, double[] columns) {
  public Points {
    if (columns.length != (long) count * dimension) {
      throw new IllegalArgumentException(
          columns.length + " values for " + count + " points of dimension " + dimension);
    }
  }

  /** From rows, all of the same length. */
  public static Points ofRows(List<double[]> rows, int dimension) {
    double[] columns = HostArray.of(rows.size(), dimension);
    for (int i = 0; i < rows.size(); i++) {
      for (int c = 0; c < dimension; c++) {
        columns[i + c * rows.size()] = rows.get(i)[c];
      }
    }
    return new Points(rows.size(), dimension, columns);
  }

  /** These points, then others of the same dimension. */
  public Points and(Points others) {
    int both = count + others.count;
    double[] joined = HostArray.of(both, dimension);
    for (int c = 0; c < dimension; c++) {
      System.arraycopy(columns, c * count, joined, c * both, count);
      System.arraycopy(others.columns, c * others.count, joined, c * both + count, others.count);
    }
    return new Points(both, dimension, joined);
  }

  /** The first point and every {@code step}-th after it. */
  public Points every(int step) {
    int some = (count + step - 1) / step;
    double[] chosen = HostArray.of(some, dimension);
    for (int c = 0; c < dimension; c++) {
      for (int i = 0; i < some; i++) {
        chosen[i + c * some] = columns[i * step + c * count];
      }
    }
    return new Points(some, dimension, chosen);
  }
}

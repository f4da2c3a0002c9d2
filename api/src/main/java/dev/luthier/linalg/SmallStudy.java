package dev.luthier.linalg;

/**
 * What one study of many has observed. The arrays are not copied and must not change while a {@link
 * StudyBatch} that holds them is in use.
 *
 * @param count n, ≥ 0
 * @param dimension d, ≥ 0
 * @param points X, n · d encoded values, column after column
 * @param values y, n finite values
 */
public record SmallStudy(int count, int dimension, double[] points, double[] values) {
  public SmallStudy {
    if (count < 0 || dimension < 0) {
      throw new IllegalArgumentException(
          "a study cannot have "
              + count
              + " points of dimension "
              + dimension
              + "; both must be ≥ 0");
    }
    requireLength("points", points, (long) count * dimension);
    requireLength("values", values, count);
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "values[" + i + "] is " + values[i] + ", must be finite");
      }
    }
  }

  private static void requireLength(String name, double[] array, long expected) {
    if (array.length != expected) {
      throw new IllegalArgumentException(
          name + " has " + array.length + " elements, must have " + expected);
    }
  }
}

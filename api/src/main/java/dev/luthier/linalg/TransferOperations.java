package dev.luthier.linalg;

/**
 * Moving elements between the host and a backend, and inside the backend.
 *
 * <p>The host's side is {@code double[]}, because everything that crosses (encoded points, θ,
 * means, gradients) lives in arrays already and is small: n × n matrices never cross. A direct
 * {@code DoubleBuffer} would save one copy of a few kilobytes and cost every caller its buffers; a
 * backend that needs pinned memory keeps its own staging area.
 */
public interface TransferOperations {

  /**
   * Copies an array into a matrix: target(i, j) ← source[offset + i + j · leadingDimension].
   *
   * <p>O(rows · cols). The array has been read when this returns and may be changed at once.
   *
   * @param source holds at least {@code offset + (cols − 1) · leadingDimension + rows} elements if
   *     the target has any
   * @param offset index of the first element, ≥ 0
   * @param leadingDimension distance between columns, ≥ the target's rows and ≥ 1
   * @param target overwritten
   */
  void upload(double[] source, int offset, int leadingDimension, Matrix target);

  /**
   * Copies a matrix into an array: target[offset + i + j · leadingDimension] ← source(i, j). Waits
   * for everything queued before. O(rows · cols). Elements of the array between columns are not
   * touched.
   *
   * @param source read; shape as for {@link #upload}
   * @param target overwritten
   * @param offset index of the first element, ≥ 0
   * @param leadingDimension distance between columns, ≥ the source's rows and ≥ 1
   */
  void download(Matrix source, double[] target, int offset, int leadingDimension);

  /**
   * target ← source, all elements (also those of a strict upper part). O(rows · cols).
   *
   * @param source r × c
   * @param target r × c, overwritten; may not overlap the source
   */
  void copy(Matrix source, Matrix target);

  /**
   * Sets every element to one value. O(rows · cols).
   *
   * @param target overwritten
   */
  void fill(Matrix target, double value);
}

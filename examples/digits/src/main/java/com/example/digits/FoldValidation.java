package com.example.digits;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/** Judges each fold's network by the rows it was not trained on. */
final class FoldValidation {
  private final DigitsData data;
  private final int[][] rows;
  private final int longest;
  private final AlignedFloats pixels;

  FoldValidation(DigitsData data, StratifiedFolds folds) {
    this.data = data;
    longest = folds.largestValidation();
    rows = new int[StratifiedFolds.FOLDS][];
    pixels = new AlignedFloats(StratifiedFolds.FOLDS, longest, DigitsData.PIXELS);
    for (int fold = 0; fold < rows.length; fold++) {
      rows[fold] = folds.validationRows(fold);
      for (int i = 0; i < rows[fold].length; i++) {
        pixels
            .floats()
            .put(
                (fold * longest + i) * DigitsData.PIXELS,
                data.pixels(),
                rows[fold][i] * DigitsData.PIXELS,
                DigitsData.PIXELS);
      }
    }
  }

  /** Mean over the folds of the share of rows read correctly. */
  double meanAccuracy(FoldNetworks networks, NDManager manager) {
    try (NDManager temporary = manager.newSubManager()) {
      NDArray logits = networks.logits(pixels.tensor(temporary));
      long[] read = logits.argMax(2).toType(DataType.INT64, false).toLongArray();
      double sum = 0;
      for (int fold = 0; fold < rows.length; fold++) {
        sum += (double) correct(fold, read) / rows[fold].length;
      }
      return sum / rows.length;
    }
  }

  /** Folds shorter than the longest are padded with blank images; those are not looked at. */
  private int correct(int fold, long[] read) {
    int correct = 0;
    for (int i = 0; i < rows[fold].length; i++) {
      if (read[fold * longest + i] == data.labels()[rows[fold][i]]) {
        correct++;
      }
    }
    return correct;
  }
}

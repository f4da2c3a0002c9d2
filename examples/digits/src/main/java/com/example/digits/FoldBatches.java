package com.example.digits;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Deals each fold's training rows out in batches, in a new order every epoch. The rows that do not
 * fill a batch sit out that epoch, so that all folds have the same number of equal batches.
 */
final class FoldBatches {
  private static final float[] NO_TARGETS = new float[DigitsData.CLASSES];

  private final DigitsData data;
  private final int[][] rows;
  private final int batch;
  private final int batchesAnEpoch;
  private final RandomGenerator random;
  private final AlignedFloats pixels;
  private final AlignedFloats targets;

  FoldBatches(DigitsData data, StratifiedFolds folds, int batch, RandomGenerator random) {
    this.data = data;
    this.batch = batch;
    this.random = random;
    rows = new int[StratifiedFolds.FOLDS][];
    Arrays.setAll(rows, folds::trainingRows);
    batchesAnEpoch = folds.smallestTraining() / batch;
    pixels = new AlignedFloats(StratifiedFolds.FOLDS, batch, DigitsData.PIXELS);
    targets = new AlignedFloats(StratifiedFolds.FOLDS, batch, DigitsData.CLASSES);
  }

  int batchesAnEpoch() {
    return batchesAnEpoch;
  }

  /** Starts an epoch. */
  void shuffle() {
    for (int[] order : rows) {
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
    }
  }

  /** Makes {@link #pixels} and {@link #targets} those of the given batch of this epoch. */
  void load(int index) {
    for (int fold = 0; fold < rows.length; fold++) {
      for (int i = 0; i < batch; i++) {
        load(rows[fold][index * batch + i], fold * batch + i);
      }
    }
  }

  /** f × b × 64. */
  AlignedFloats pixels() {
    return pixels;
  }

  /**
   * f × b × 10: −1/b at the label, else 0, so that Σ targets · log p is the sum of the folds' mean
   * cross-entropies.
   */
  AlignedFloats targets() {
    return targets;
  }

  private void load(int row, int slot) {
    pixels
        .floats()
        .put(slot * DigitsData.PIXELS, data.pixels(), row * DigitsData.PIXELS, DigitsData.PIXELS);
    FloatBuffer target = targets.floats();
    target.put(slot * DigitsData.CLASSES, NO_TARGETS);
    target.put(slot * DigitsData.CLASSES + data.labels()[row], -1f / batch);
  }
}

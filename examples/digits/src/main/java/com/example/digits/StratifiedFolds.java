package com.example.digits;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Five parts of the rows with the same share of every digit. Each part judges a network that was
 * trained on the other four. The same for every trial, so that trials are compared on equal terms.
 */
final class StratifiedFolds {
  static final int FOLDS = 5;

  private final int[] foldOfRow;

  private StratifiedFolds(int[] foldOfRow) {
    this.foldOfRow = foldOfRow;
  }

  /**
   * Deals the rows out like cards, the zeros first, then the ones, and so on: the folds' sizes
   * differ by at most one, and so do their numbers of any digit. File order is kept, which spreads
   * each writer's digits over all folds.
   */
  static StratifiedFolds deal(int[] labels) {
    int[] foldOfRow = new int[labels.length];
    int next = 0;
    for (int digit = 0; digit < DigitsData.CLASSES; digit++) {
      for (int row = 0; row < labels.length; row++) {
        if (labels[row] == digit) {
          foldOfRow[row] = next;
          next = (next + 1) % FOLDS;
        }
      }
    }
    return new StratifiedFolds(foldOfRow);
  }

  /** The rows that judge the network of this fold. */
  int[] validationRows(int fold) {
    return IntStream.range(0, foldOfRow.length).filter(row -> foldOfRow[row] == fold).toArray();
  }

  /** All other rows. */
  int[] trainingRows(int fold) {
    return IntStream.range(0, foldOfRow.length).filter(row -> foldOfRow[row] != fold).toArray();
  }

  int largestValidation() {
    return sizes().max().orElse(0);
  }

  int smallestTraining() {
    return foldOfRow.length - largestValidation();
  }

  private IntStream sizes() {
    int[] sizes = new int[FOLDS];
    Arrays.stream(foldOfRow).forEach(fold -> sizes[fold]++);
    return Arrays.stream(sizes);
  }
}

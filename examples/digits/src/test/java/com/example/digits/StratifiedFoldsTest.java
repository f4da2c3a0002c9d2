package com.example.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedFoldsTest {
  private final int[] labels = DigitsData.load().labels();
  private final StratifiedFolds folds = StratifiedFolds.deal(labels);

  @Test
  void everyRowValidatesExactlyOneFold() {
    int[] rows =
        IntStream.range(0, StratifiedFolds.FOLDS)
            .flatMap(fold -> IntStream.of(folds.validationRows(fold)))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, labels.length).toArray(), rows);
  }

  @Test
  void noFoldTrainsOnRowsItIsJudgedBy() {
    for (int fold = 0; fold < StratifiedFolds.FOLDS; fold++) {
      int[] both =
          IntStream.concat(
                  IntStream.of(folds.validationRows(fold)), IntStream.of(folds.trainingRows(fold)))
              .distinct()
              .toArray();
      assertEquals(labels.length, both.length);
    }
  }

  @Test
  void foldsHoldTheSameShareOfEveryDigit() {
    for (int digit = 0; digit < DigitsData.CLASSES; digit++) {
      int wanted = digit;
      long[] counts =
          IntStream.range(0, StratifiedFolds.FOLDS)
              .mapToLong(
                  fold ->
                      IntStream.of(folds.validationRows(fold))
                          .filter(row -> labels[row] == wanted)
                          .count())
              .sorted()
              .toArray();
      assertTrue(counts[counts.length - 1] - counts[0] <= 1, () -> Arrays.toString(counts));
    }
  }

  @Test
  void knowsItsExtremeSizes() {
    // 1797 = 2 · 360 + 3 · 359
    assertEquals(360, folds.largestValidation());
    assertEquals(1437, folds.smallestTraining());
  }
}

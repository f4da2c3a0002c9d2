package com.example.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldBatchesTest {
  private static final int BATCH = 7;

  /**
   * 100 images whose first pixel is their row number, so that a batch tells which rows it holds.
   */
  private final DigitsData data = numberedRows(100);

  private final StratifiedFolds folds = StratifiedFolds.deal(data.labels());
  private final FoldBatches batches = new FoldBatches(data, folds, BATCH, new SplittableRandom(1));

  @Test
  void anEpochShowsEachFoldOnlyTrainingRowsAndNoneTwice() {
    batches.shuffle();
    List<Set<Integer>> seen = new ArrayList<>();
    IntStream.range(0, StratifiedFolds.FOLDS).forEach(fold -> seen.add(new HashSet<>()));
    for (int i = 0; i < batches.batchesAnEpoch(); i++) {
      batches.load(i);
      for (int slot = 0; slot < StratifiedFolds.FOLDS * BATCH; slot++) {
        assertTrue(seen.get(slot / BATCH).add(row(slot)), "row " + row(slot) + " came twice");
      }
    }
    // 80 training rows a fold make 11 batches of 7; three rows sit out.
    assertEquals(11, batches.batchesAnEpoch());
    for (int fold = 0; fold < StratifiedFolds.FOLDS; fold++) {
      assertEquals(77, seen.get(fold).size());
      for (int row : folds.validationRows(fold)) {
        assertFalse(seen.get(fold).contains(row), "trained on row " + row + " of the other side");
      }
    }
  }

  @Test
  void targetsStandAtTheLabelsOfTheImages() {
    batches.shuffle();
    batches.load(0);
    batches.load(1);
    for (int slot = 0; slot < StratifiedFolds.FOLDS * BATCH; slot++) {
      for (int digit = 0; digit < DigitsData.CLASSES; digit++) {
        float expected = digit == data.labels()[row(slot)] ? -1f / BATCH : 0;
        assertEquals(expected, batches.targets().floats().get(slot * DigitsData.CLASSES + digit));
      }
    }
  }

  @Test
  void everyEpochHasAnOrderOfItsOwn() {
    assertNotEquals(firstBatch(), firstBatch());
  }

  private List<Integer> firstBatch() {
    batches.shuffle();
    batches.load(0);
    return IntStream.range(0, BATCH).mapToObj(this::row).collect(Collectors.toList());
  }

  private int row(int slot) {
    return (int) batches.pixels().floats().get(slot * DigitsData.PIXELS);
  }

  private static DigitsData numberedRows(int rows) {
    float[] pixels = new float[rows * DigitsData.PIXELS];
    for (int row = 0; row < rows; row++) {
      pixels[row * DigitsData.PIXELS] = row;
    }
    return new DigitsData(
        pixels, IntStream.range(0, rows).map(row -> row % DigitsData.CLASSES).toArray());
  }
}

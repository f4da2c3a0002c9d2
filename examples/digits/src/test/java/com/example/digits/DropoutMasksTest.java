package com.example.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DropoutMasksTest {
  private static final int WIDTH = 50;
  private static final int BATCH = 40;

  @BeforeAll
  static void needsPyTorch() {
    PyTorchLibrary.assumePresent();
  }

  @Test
  void leavesOutTheGivenShareAndScalesTheRest() {
    try (NDManager manager = Torch.newManager()) {
      float[] values = masks(0.2).apply(0, ones(manager)).toFloatArray();
      int left = 0;
      for (float value : values) {
        if (value != 0) {
          assertEquals(1 / 0.8f, value);
          left++;
        }
      }
      // 10,000 draws have a standard deviation of 40.
      assertEquals(8_000, left, 4 * 40);
    }
  }

  @Test
  void changesNothingAtRateZero() {
    try (NDManager manager = Torch.newManager()) {
      NDArray ones = ones(manager);
      assertSame(ones, masks(0).apply(0, ones));
    }
  }

  private static NDArray ones(NDManager manager) {
    return manager.ones(new Shape(StratifiedFolds.FOLDS, BATCH, WIDTH));
  }

  private static DropoutMasks masks(double rate) {
    return new DropoutMasks(
        new Settings(WIDTH, 1, rate, Activation.RELU, BATCH, new Settings.Sgd(0.1, 0, 0)),
        new SplittableRandom(3));
  }
}

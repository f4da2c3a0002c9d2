package com.example.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The formulas of {@link WeightUpdate} written out in Java, on the loss Σ ½ w². */
class WeightUpdateTest {
  private static final int STEPS = 5;

  /** A few roundings of single precision at values below 4. */
  private static final float TOLERANCE = 4e-6f;

  private static final float[] START = {1, -2, 3};

  @BeforeAll
  static void needsPyTorch() {
    PyTorchLibrary.assumePresent();
  }

  @Test
  void sgdFollowsTheFormulaOfMomentum() {
    double[] w = {1, -2, 3};
    double[] velocity = new double[w.length];
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < w.length; i++) {
        velocity[i] = 0.9 * velocity[i] + 0.1 * (w[i] + 0.01 * w[i]);
        w[i] -= velocity[i];
      }
    }
    assertArrayEquals(toFloats(w), afterSteps(new Settings.Sgd(0.1, 0.01, 0.9)), TOLERANCE);
  }

  @Test
  void adamFollowsItsFormulaWithDecoupledDecay() {
    double[] w = {1, -2, 3};
    double[] mean = new double[w.length];
    double[] variance = new double[w.length];
    for (int step = 1; step <= STEPS; step++) {
      for (int i = 0; i < w.length; i++) {
        double gradient = w[i];
        mean[i] = 0.8 * mean[i] + 0.2 * gradient;
        variance[i] = 0.95 * variance[i] + 0.05 * gradient * gradient;
        double unbiasedMean = mean[i] / (1 - Math.pow(0.8, step));
        double unbiasedVariance = variance[i] / (1 - Math.pow(0.95, step));
        w[i] -= 0.1 * 0.01 * w[i];
        w[i] -= 0.1 * unbiasedMean / (Math.sqrt(unbiasedVariance) + 1e-8);
      }
    }
    assertArrayEquals(toFloats(w), afterSteps(new Settings.Adam(0.1, 0.01, 0.8, 0.95)), TOLERANCE);
  }

  private static float[] afterSteps(Settings.Optimizer optimizer) {
    try (NDManager manager = Torch.newManager()) {
      NDArray w = manager.create(START);
      w.setRequiresGradient(true);
      WeightUpdate update = WeightUpdate.of(optimizer, List.of(w));
      for (int step = 0; step < STEPS; step++) {
        Torch.backpropagate(() -> w.mul(w).sum().mul(0.5f));
        update.apply();
      }
      return w.toFloatArray();
    }
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}

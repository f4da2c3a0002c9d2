package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.gpu.simulated.SimulatedControl;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.DeviceLostException;
import dev.luthier.linalg.DeviceOutOfMemoryException;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.LikelihoodBatch;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.SmallStudy;
import dev.luthier.linalg.StudyBatch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a batch of studies costs in launches and waits, and what it leaves on the device. */
class SimulatedLikelihoodsTest {

  private static final int ILLEGAL_ADDRESS = 700;

  private SimulatedControl control;
  private Backend backend;

  @BeforeEach
  void create() {
    CudaBackendProvider provider = SimulatedGpu.provider();
    control = SimulatedControl.open();
    control.reset();
    backend = provider.create(BackendOptions.defaults());
  }

  @AfterEach
  void close() {
    if (backend != null) { // The machine has no compiler
      backend.close();
      control.reset();
    }
  }

  @Test
  void anEvaluationIsOneLaunchAndOneWait() {
    StudyBatch studies = studies(20, 3, 12);
    try (LikelihoodBatch batch = backend.openLikelihoods(studies)) {
      Answer.of(batch, 0.1);
      long launches = control.launches();
      long waits = control.synchronizations();
      Answer.of(batch, 0.2);
      assertEquals(1, control.launches() - launches);
      assertEquals(1, control.synchronizations() - waits);
    }
  }

  /** One study of one point: the likelihood of a normal variable. */
  @Test
  void hyperparametersAndAnswersOfMoreThanOnePiece() {
    int d = 31;
    int size = 4200; // 33 hyperparameters of each are 138,600, a piece is 131,072
    StudyBatch studies = studies(size, d, 1);
    try (LikelihoodBatch batch = backend.openLikelihoods(studies)) {
      double[] theta = new double[(d + 2) * size];
      for (int b = 0; b < size; b++) {
        theta[b * (d + 2)] = Math.sin(b);
        theta[b * (d + 2) + d + 1] = Math.cos(b);
      }
      Answer answer = Answer.of(batch, theta);
      for (int b = 0; b < size; b++) {
        double y = studies.studies().get(b).values()[0];
        double variance = Math.exp(Math.sin(b));
        double noise = Math.exp(Math.cos(b));
        double both = variance + noise;
        double slope = 0.5 * (y * y / both - 1) / both;
        double value = -0.5 * (y * y / both + Math.log(2 * Math.PI * both));
        assertEquals(value, answer.values[b], 1e-13 * (1 + Math.abs(value)));
        assertEquals(variance * slope, answer.gradients[b * (d + 2)], 1e-13 * (1 + y * y));
        assertEquals(0, answer.gradients[b * (d + 2) + d]);
        assertEquals(noise * slope, answer.gradients[b * (d + 2) + d + 1], 1e-13 * (1 + y * y));
      }
    }
  }

  @Test
  void nothingStaysOnTheDevice() {
    backend.openSession().close();
    long memory = control.liveAllocations();
    long objects = control.liveObjects();
    for (int size : new int[] {0, 1, 5}) {
      try (LikelihoodBatch batch = backend.openLikelihoods(studies(size, 2, 9))) {
        Answer.of(batch, 0.3);
      }
    }
    assertEquals(memory, control.liveAllocations());
    assertEquals(objects, control.liveObjects());
  }

  @Test
  void aBatchThatDoesNotFitLeavesNothingBehind() {
    backend.openSession().close();
    long memory = control.liveAllocations();
    long objects = control.liveObjects();
    control.memoryLimit(1 << 20);
    assertThrows(
        DeviceOutOfMemoryException.class, () -> backend.openLikelihoods(studies(5000, 2, 20)));
    assertEquals(memory, control.liveAllocations());
    assertEquals(objects, control.liveObjects());
  }

  @Test
  void aLostDeviceIsSaidOnceAndClosedQuietly() {
    LikelihoodBatch batch = backend.openLikelihoods(studies(2, 2, 4));
    control.loseDevice(ILLEGAL_ADDRESS);
    assertThrows(DeviceLostException.class, () -> Answer.of(batch, 0.1));
    batch.close();
  }

  private record Answer(double[] values, double[] gradients) {
    static Answer of(LikelihoodBatch batch, double everywhere) {
      double[] theta = new double[batch.size() * batch.hyperparameterCount()];
      Arrays.fill(theta, everywhere);
      return of(batch, theta);
    }

    static Answer of(LikelihoodBatch batch, double[] theta) {
      Answer answer = new Answer(new double[batch.size()], new double[theta.length]);
      batch.evaluate(theta, answer.values, answer.gradients);
      return answer;
    }
  }

  private static StudyBatch studies(int size, int d, int n) {
    SplittableRandom random = new SplittableRandom(size + 31L * d + n);
    List<LengthScale> scales =
        IntStream.range(0, d).mapToObj(c -> LengthScale.numeric(1, c)).toList();
    return new StudyBatch(
        Kernel.of(1, Radial.of(RadialProfile.MATERN_52, scales)),
        IntStream.range(0, size)
            .mapToObj(
                _ ->
                    new SmallStudy(
                        n, d, random.doubles((long) n * d).toArray(), random.doubles(n).toArray()))
            .toList());
  }
}

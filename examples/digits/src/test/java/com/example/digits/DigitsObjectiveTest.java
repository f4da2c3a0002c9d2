package com.example.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsObjectiveTest {
  private static final int FEW_EPOCHS = 4;

  private final DigitsObjective objective = new DigitsObjective();

  @BeforeAll
  static void needsPyTorch() {
    PyTorchLibrary.assumePresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam"})
  void learnsWithinAFewEpochsWithEitherOptimizer(String optimizer) {
    Configuration configuration =
        optimizer.equals("sgd") ? RecordingTrial.SGD : RecordingTrial.ADAM;
    List<Double> accuracies = accuracies(configuration, 1);
    assertTrue(accuracies.getLast() > 0.8, () -> "accuracies " + accuracies);
  }

  @Test
  void valueIsTheAccuracyOfTheLastEpoch() {
    RecordingTrial trial = RecordingTrial.ofEpochs(2, RecordingTrial.SGD, 1);
    double value = objective.evaluate(trial).value("accuracy");
    assertEquals(trial.reports().getLast(), value);
  }

  @Test
  void trainsForAFixedNumberOfEpochsUnlessStopped() {
    RecordingTrial trial = RecordingTrial.until(reports -> false, RecordingTrial.SGD, 1);
    objective.evaluate(trial);
    assertEquals(DigitsObjective.EPOCHS, trial.reports().size());
  }

  @Test
  void stopsAfterTheEpochInWhichItIsAskedTo() {
    RecordingTrial trial = RecordingTrial.ofEpochs(2, RecordingTrial.SGD, 1);
    objective.evaluate(trial);
    assertEquals(2, trial.reports().size());
  }

  @Test
  void stopsAfterTheEpochInWhichItIsInterrupted() {
    RecordingTrial trial = RecordingTrial.until(reports -> false, RecordingTrial.SGD, 1);
    Thread.currentThread().interrupt();
    objective.evaluate(trial);
    assertTrue(Thread.interrupted(), "the interrupt is left for the caller to see");
    assertEquals(1, trial.reports().size());
  }

  @Test
  void theSeedDecidesTheAccuracies() {
    List<Double> accuracies = accuracies(RecordingTrial.ADAM, 1);
    assertEquals(accuracies, accuracies(RecordingTrial.ADAM, 1));
    assertNotEquals(accuracies, accuracies(RecordingTrial.ADAM, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam"})
  void aTrialBesideAnotherGivesTheSameAccuraciesAsAlone(String optimizer) throws Exception {
    Configuration configuration =
        optimizer.equals("sgd") ? RecordingTrial.SGD : RecordingTrial.ADAM;
    List<Double> alone = accuracies(configuration, 1);

    CountDownLatch training = new CountDownLatch(1);
    CountDownLatch compared = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> other = thread.submit(() -> trainUntil(compared, training));
      training.await();
      List<Double> beside = accuracies(configuration, 1);
      assertFalse(other.isDone(), "the other trial must have run all the while");
      compared.countDown();
      other.get();
      assertEquals(alone, beside);
    } finally {
      compared.countDown();
      thread.shutdown();
    }
  }

  /** Trains with another seed, again and again; opens the first latch after an epoch. */
  private void trainUntil(CountDownLatch compared, CountDownLatch training) {
    while (compared.getCount() > 0) {
      RecordingTrial trial =
          RecordingTrial.until(
              reports -> {
                training.countDown();
                return compared.getCount() == 0;
              },
              RecordingTrial.ADAM,
              2);
      objective.evaluate(trial);
    }
  }

  private List<Double> accuracies(Configuration configuration, long seed) {
    RecordingTrial trial = RecordingTrial.ofEpochs(FEW_EPOCHS, configuration, seed);
    objective.evaluate(trial);
    return List.copyOf(trial.reports());
  }
}

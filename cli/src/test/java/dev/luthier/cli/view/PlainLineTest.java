package dev.luthier.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.study.Trial;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlainLineTest {
  @Test
  void completedTrial() {
    Trial.Completed trial = SampleRun.completed(12, 0.9712);
    assertEquals(
        "trial 12  accuracy 0.9712  best 0.9745 (trial 7)  1.9 s  batch=32 dropout=0.35"
            + " learning_rate=3.215e-4 momentum=0.9123 optimizer=sgd width=128",
        PlainLine.of(SampleRun.SPEC, trial, Optional.of(SampleRun.completed(7, 0.9745))));
  }

  @Test
  void failedTrialEndsWithTheReason() {
    assertEquals(
        "trial 3  failed  0.1 s  batch=32 dropout=0.35 learning_rate=3.215e-4 optimizer=adam"
            + " width=128  IllegalStateException: loss is NaN",
        PlainLine.of(SampleRun.SPEC, SampleRun.failed(3), Optional.empty()));
  }

  @Test
  void heading() {
    assertEquals(
        "digits, sobol, seed 1, 40 trials, 2 at a time", PlainLine.heading(SampleRun.SPEC));
  }
}

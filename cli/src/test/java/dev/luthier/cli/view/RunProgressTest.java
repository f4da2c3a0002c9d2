package dev.luthier.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.study.Measurement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunProgressTest {
  private final RunProgress progress = new RunProgress(SampleRun.SPEC, () -> SampleRun.START);

  @Test
  void finishedTrialIsNoLongerRunning() {
    progress.started(SampleRun.running(0));
    progress.started(SampleRun.running(1));
    progress.finished(SampleRun.completed(0, 0.5));
    assertEquals(List.of(SampleRun.running(1)), progress.snapshot().running());
    assertEquals(1, progress.running());
  }

  @Test
  void onlyTheLastReportOfTheFirstObjectiveIsKept() {
    progress.started(SampleRun.running(0));
    progress.measured(0, Measurement.of(1, "accuracy", 0.1));
    progress.measured(0, Measurement.of(2, "accuracy", 0.2));
    progress.measured(0, Measurement.of(3, "loss", 9));
    progress.measured(77, Measurement.of(1, "accuracy", 0.3));
    assertEquals(
        List.of(Measurement.of(2, "accuracy", 0.2)),
        progress.snapshot().running().getFirst().measurements());
  }

  @Test
  void ofEqualTrialsTheFirstIsBestAndInfeasibleOnesNever() {
    progress.finished(SampleRun.completed(0, 0.5));
    progress.finished(SampleRun.completed(1, 0.5));
    assertEquals(Optional.of(SampleRun.completed(0, 0.5)), progress.best());
  }

  @Test
  void memoryIsBounded() {
    for (int i = 0; i < 1_000; i++) {
      progress.finished(SampleRun.failed(i));
    }
    assertEquals(1_000, progress.snapshot().tally().failed());
    assertEquals(64, progress.snapshot().recent().size());
    assertEquals(999, progress.snapshot().recent().getFirst().number());
  }
}

package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.cli.view.PlainView;
import dev.luthier.run.RunControl;
import dev.luthier.run.RunReport;
import dev.luthier.run.StopReason;
import dev.luthier.run.Study;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class StopRequestsTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final StudySpec spec =
      new StudySpec(
          "stop",
          space(),
          List.of(ObjectiveSpec.minimize("value")),
          List.of(),
          StrategySpec.named("random"),
          1,
          Budget.trials(100));
  private final PlainView view =
      new PlainView(
          spec, InstantSource.system(), new PrintStream(said, true, StandardCharsets.UTF_8));
  private final RunControl control = new RunControl();
  private final List<Integer> halts = new ArrayList<>();
  private final StopRequests requests = new StopRequests(control, view, halts::add);

  @Test
  void firstInterruptDrains() {
    RunReport report =
        run(
            trial -> {
              if (trial == 2) {
                requests.interrupt();
              }
            });
    assertEquals(StopReason.DRAINED, report.reason());
    assertEquals(3, report.finished().size());
    assertEquals(OptionalInt.of(ExitCode.INTERRUPTED), requests.exitCode());
    assertEquals("finishing 1 running trial; Ctrl-C again to abandon", lastNotice());
  }

  @Test
  void secondInterruptAbandons() {
    RunReport report =
        run(
            _ -> {
              requests.interrupt();
              requests.interrupt();
              new CountDownLatch(1).await();
            });
    assertEquals(StopReason.ABANDONED, report.reason());
    assertEquals(OptionalInt.of(ExitCode.INTERRUPTED), requests.exitCode());
  }

  @Test
  void terminationAbandons() {
    RunReport report =
        run(
            _ -> {
              requests.terminate();
              new CountDownLatch(1).await();
            });
    assertEquals(StopReason.ABANDONED, report.reason());
    assertEquals(OptionalInt.of(ExitCode.TERMINATED), requests.exitCode());
    assertEquals(List.of(), halts);
  }

  @Test
  void thirdInterruptEndsTheProcess() {
    requests.interrupt();
    requests.interrupt();
    requests.interrupt();
    assertEquals(List.of(ExitCode.INTERRUPTED), halts);
  }

  @Test
  void withoutRequestThereIsNoExitCode() {
    assertEquals(OptionalInt.empty(), requests.exitCode());
  }

  private static SearchSpace space() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(RealParameter.linear("x", 0, 1));
    return builder.build();
  }

  /** What a trial does. */
  private interface Body {
    void run(long trial) throws InterruptedException;
  }

  private RunReport run(Body body) {
    try (Study study = Study.create(spec)) {
      return study.run(
          trial -> {
            body.run(trial.number());
            return Evaluation.of(0.5);
          },
          control,
          view);
    }
  }

  private String lastNotice() {
    return said.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("finishing"))
        .reduce((_, last) -> last)
        .orElse("");
  }
}

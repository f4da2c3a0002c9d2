package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StudyStore;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Objective;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunTest {
  private static final RealParameter X = RealParameter.linear("x", 0, 1);

  /**
   * Real time, because it must cut off a real hang; long enough for the trials that do not hang, on
   * a busy machine.
   */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** Long enough that a test which waited for it would fail by its own timeout. */
  private static final Duration FOREVER = Duration.ofHours(1);

  @Test
  void runsAllTrialsOfTheBudgetAndReportsTheBest() {
    RunReport report = run(Budget.trials(30), trial -> trial.get(X));
    assertEquals(StopReason.TRIALS, report.reason());
    assertEquals(30, report.finished().size());
    double best =
        report.finished().stream()
            .mapToDouble(t -> ((Trial.Completed) t).evaluation().value("value"))
            .min()
            .orElseThrow();
    assertEquals(best, report.best().orElseThrow().evaluation().value("value"));
  }

  @Test
  void whateverAnObjectiveThrowsFailsItsOwnTrialOnly() {
    List<Throwable> thrown =
        List.of(
            new IllegalStateException("boom"),
            new OutOfMemoryError("pretended"),
            new StackOverflowError(),
            new NoClassDefFoundError("gone"),
            new Exception("checked"));
    RunReport report =
        run(
            Budget.trials(6),
            trial -> {
              if (trial.number() < thrown.size()) {
                sneakyThrow(thrown.get((int) trial.number()));
              }
              return 1;
            });
    assertEquals(6, report.finished().size());
    for (int i = 0; i < thrown.size(); i++) {
      Failure failure = assertInstanceOf(Trial.Failed.class, report.finished().get(i)).failure();
      assertEquals(Failure.Kind.EXCEPTION, failure.kind());
      assertTrue(failure.message().startsWith(thrown.get(i).toString()), () -> failure.message());
    }
    assertInstanceOf(Trial.Completed.class, report.finished().get(5));
  }

  @Test
  void evenAnExceptionThatCannotBeDescribedFailsItsOwnTrialOnly() {
    Exception cyclic = new Exception((String) null);
    Exception other = new Exception(null, cyclic);
    cyclic.initCause(other);
    RunReport report =
        run(
            Budget.trials(3),
            trial -> {
              switch ((int) trial.number()) {
                case 0 -> throw cyclic;
                case 1 -> throw new Speechless();
                default -> {
                  return 1;
                }
              }
            });
    assertEquals(3, report.finished().size());
    assertEquals(
        new Failure(
            Failure.Kind.EXCEPTION,
            Speechless.class.getName() + ", whose message threw java.lang.IllegalStateException"),
        ((Trial.Failed) report.finished().get(1)).failure());
  }

  /** Throws when it is asked what is wrong. */
  private static final class Speechless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  @Test
  void aStoreThatFailsEndsTheRunWithItsError() {
    StudyStore broken = new BreakingStore(new InMemoryStore(Clock.systemUTC()));
    StudySpec spec;
    try (Study study = Study.minimize(space())) {
      spec = study.spec().withBudget(Budget.trials(20).parallel(3));
    }
    try (Study study = Study.create(spec, broken, Clock.systemUTC())) {
      UncheckedIOException e =
          assertThrows(
              UncheckedIOException.class, () -> study.run(trial -> Evaluation.of(trial.get(X))));
      assertEquals("java.io.IOException: no space left on device", e.getMessage());
    }
  }

  @Test
  void anInterruptedCallerGetsItsInterruptBack() {
    Thread.currentThread().interrupt();
    RunReport report =
        run(
            Budget.UNLIMITED.parallel(2),
            _ -> {
              new CountDownLatch(1).await();
              return 1;
            });
    assertTrue(Thread.interrupted());
    assertEquals(StopReason.ABANDONED, report.reason());
  }

  @Test
  void interruptsAndWishesFromManyThreadsDoNotDeadlock() throws Exception {
    for (int round = 0; round < 200; round++) {
      RunControl control = new RunControl();
      CountDownLatch running = new CountDownLatch(1);
      try (Study study = Study.minimize(space())) {
        Thread runner =
            Thread.ofPlatform()
                .start(
                    () ->
                        study.run(
                            _ -> {
                              running.countDown();
                              new CountDownLatch(1).await();
                              return Evaluation.of(1);
                            },
                            control,
                            RunListener.SILENT));
        running.await();
        Thread first = Thread.ofPlatform().start(control::drain);
        runner.interrupt();
        control.abandon();
        first.join();
        runner.join();
      }
    }
  }

  @Test
  void resultsWithWrongNamesOrNanAreFailuresThatSaySo() {
    Objective objective =
        trial ->
            switch ((int) trial.number()) {
              case 0 -> Evaluation.of("loss", 1);
              case 1 -> Evaluation.of(1).and("more", 2);
              case 2 -> Evaluation.of(Double.NaN);
              case 3 -> theNullThatJavaAllows();
              default -> Evaluation.of(1).withCost(-1);
            };
    try (Study study = Study.minimize(space())) {
      RunReport report =
          new RunLoop(study, objective, Budget.trials(5), new RunControl(), RunListener.SILENT)
              .run();
      assertEquals(
          List.of(
              "no value for objective value; got [loss]",
              "unknown objective more; expected [value]",
              "value is NaN",
              "the objective returned null",
              "cost = -1.0: must not be negative"),
          report.finished().stream().map(t -> ((Trial.Failed) t).failure().message()).toList());
    }
  }

  @Test
  void aTrialThatHangsPastItsLimitIsRecordedAndTheRunGoesOn() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger interrupts = new AtomicInteger();
    RunReport report =
        run(
            Budget.trials(3).eachWithin(LIMIT),
            trial -> {
              if (trial.number() == 1) {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  interrupts.incrementAndGet();
                  assertTrue(trial.shouldStop());
                  throw e;
                }
              }
              return 1;
            });
    assertEquals(StopReason.TRIALS, report.reason());
    Trial.Failed failed = (Trial.Failed) byNumber(report, 1);
    assertEquals(
        new Failure(Failure.Kind.TIMEOUT, "ran past its time limit of 2s"), failed.failure());
    assertInstanceOf(Trial.Completed.class, byNumber(report, 2));
    assertEquals(1, interrupts.get());
  }

  @Test
  void aTrialThatIgnoresItsInterruptLosesItsPlace() {
    CountDownLatch release = new CountDownLatch(1);
    RunReport report =
        run(
            Budget.trials(2).eachWithin(LIMIT),
            trial -> {
              while (trial.number() == 0 && release.getCount() > 0) {
                Thread.onSpinWait();
              }
              return 1;
            });
    release.countDown();
    assertInstanceOf(Trial.Failed.class, byNumber(report, 0));
    assertInstanceOf(Trial.Completed.class, byNumber(report, 1));
  }

  @Test
  void asManyTrialsRunAtOnceAsTheBudgetSaysAndNoMore() {
    int parallelism = 4;
    CyclicBarrier together = new CyclicBarrier(parallelism);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    RunReport report =
        run(
            Budget.trials(20).parallel(parallelism),
            _ -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              together.await();
              now.decrementAndGet();
              together.await();
              return 1;
            });
    assertEquals(20, report.finished().stream().filter(Trial.Completed.class::isInstance).count());
    assertEquals(parallelism, most.get());
  }

  @Test
  void stopsAtTheTarget() {
    RunReport report = run(Budget.trials(1000).untilTarget(5), t -> 10 - t.number());
    assertEquals(StopReason.TARGET, report.reason());
    assertEquals(6, report.finished().size());
  }

  @Test
  void stopsWithoutImprovement() {
    RunReport report =
        run(Budget.trials(1000).untilNoImprovementFor(7), t -> t.number() == 3 ? 0 : 1);
    assertEquals(StopReason.NO_IMPROVEMENT, report.reason());
    assertEquals(4 + 7, report.finished().size());
  }

  @Test
  void stopsAtTheDeadlineAndKeepsWhatRuns() {
    RunReport report =
        run(
            Budget.UNLIMITED.within(Duration.ofMillis(200)),
            _ -> {
              Thread.sleep(20); // The deadline is wall time; this only keeps the log short.
              return 1;
            });
    assertEquals(StopReason.TIMEOUT, report.reason());
    assertTrue(report.elapsed().compareTo(Duration.ofMillis(200)) >= 0);
    assertTrue(report.finished().stream().allMatch(Trial.Completed.class::isInstance));
  }

  @Test
  void stopsWhenEverythingHasBeenTried() {
    var space = SearchSpace.builder();
    space.add(CategoricalParameter.of("c", "a", "b", "c"));
    try (Study study = Study.minimize(space.build())) {
      RunReport report = study.optimize(_ -> 1, Budget.UNLIMITED.parallel(2));
      assertEquals(StopReason.EXHAUSTED, report.reason());
      assertEquals(3, report.finished().size());
    }
  }

  @Test
  void drainingFinishesWhatRuns() throws Exception {
    RunControl control = new RunControl();
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    Objective objective =
        _ -> {
          running.countDown();
          go.await();
          return Evaluation.of(1);
        };
    try (Study study = Study.minimize(space())) {
      Thread user =
          Thread.ofPlatform()
              .start(
                  () -> {
                    awaitUninterruptibly(running);
                    control.drain();
                    go.countDown();
                  });
      RunReport report =
          new RunLoop(study, objective, Budget.UNLIMITED.parallel(2), control, RunListener.SILENT)
              .run();
      user.join();
      assertEquals(StopReason.DRAINED, report.reason());
      assertEquals(2, report.finished().size());
      assertTrue(report.finished().stream().allMatch(Trial.Completed.class::isInstance));
    }
  }

  @Test
  void abandoningInterruptsWhatRunsAndRecordsIt() throws Exception {
    RunControl control = new RunControl();
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    Objective objective =
        _ -> {
          running.countDown();
          never.await();
          return Evaluation.of(1);
        };
    try (Study study = Study.minimize(space())) {
      Thread user =
          Thread.ofPlatform()
              .start(
                  () -> {
                    awaitUninterruptibly(running);
                    control.drain();
                    control.abandon();
                  });
      Budget budget = Budget.UNLIMITED.parallel(2).eachWithin(FOREVER).within(FOREVER);
      RunReport report = new RunLoop(study, objective, budget, control, RunListener.SILENT).run();
      user.join();
      assertEquals(StopReason.ABANDONED, report.reason());
      assertEquals(2, report.finished().stream().filter(Trial.Abandoned.class::isInstance).count());
      assertTrue(report.best().isEmpty());
    }
  }

  @Test
  void aListenerHearsEachTrialInOrderAndItsOwnErrorsStopNothing() {
    List<String> heard = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void started(Trial.Running trial) {
            heard.add("started " + trial.number());
          }

          @Override
          public void measured(long trial, Measurement measurement) {
            heard.add("measured " + trial + " " + measurement.values());
          }

          @Override
          public void finished(Trial.Finished trial) {
            heard.add("finished " + trial.number());
            throw new AssertionError("a bug in the listener");
          }
        };
    try (Study study = Study.minimize(space())) {
      Objective objective =
          trial -> {
            trial.report(1, 0.5);
            return Evaluation.of(1);
          };
      new RunLoop(study, objective, Budget.trials(2), new RunControl(), listener).run();
      assertEquals(
          List.of(
              "started 0",
              "measured 0 {value=0.5}",
              "finished 0",
              "started 1",
              "measured 1 {value=0.5}",
              "finished 1"),
          heard);
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static Evaluation theNullThatJavaAllows() {
    return null;
  }

  private static RunReport run(Budget budget, ScalarObjective objective) {
    try (Study study = Study.minimize(space())) {
      return study.optimize(objective, budget);
    }
  }

  private static SearchSpace space() {
    var space = SearchSpace.builder();
    space.add(X);
    return space.build();
  }

  private static Trial.Finished byNumber(RunReport report, long number) {
    return report.finished().stream()
        .filter(trial -> trial.number() == number)
        .findFirst()
        .orElseThrow();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneakyThrow(Throwable e) throws E {
    throw (E) e;
  }
}

package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.DeviceOutOfMemoryException;
import dev.luthier.linalg.Session;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.strategy.Workload;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import dev.luthier.surrogate.OutputTransform;
import dev.luthier.testkit.ReferenceCompute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelScheduleTest {
  private static final SearchSpace SPACE = space();

  /** Counts the fits, a session each; runs background work when told to. */
  private static final class Bench implements Compute {
    private final ReferenceCompute reference = new ReferenceCompute();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Workload> opened = new ArrayList<>();
    private int fits;
    private int failures;

    @Override
    public Session openSession(Workload workload) {
      if (failures > 0) {
        failures--;
        throw new DeviceOutOfMemoryException(1, 1, "for the test");
      }
      fits++;
      opened.add(workload);
      return reference.openSession(workload);
    }

    @Override
    public Executor background() {
      return waiting::add;
    }

    void runWaiting() {
      waiting.forEach(Runnable::run);
      waiting.clear();
    }
  }

  private final Bench bench = new Bench();
  private final ModelSpace model = new ModelSpace(SPACE);
  private final Observations observations = observations();
  private final ModelSchedule schedule =
      new ModelSchedule(observations, 0, model.families(), bench, new Workload(1, 1, 64));

  private Observations observations() {
    ObjectiveSpec objective = ObjectiveSpec.minimize("value");
    Output output = new Output.Objective(objective, true);
    var candidates = new CandidateSpace(SPACE);
    var setup = new StrategySetup(SPACE, List.of(objective), List.of(), 1, Map.of(), bench);
    var none = new EarlierModels(setup, candidates, model, output, new Workload(1, 1, 64));
    return new Observations(candidates, model, List.of(output), none);
  }

  private static SearchSpace space() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    return space.build();
  }

  private void observe(int count) {
    observe(count, OptionalDouble.empty());
  }

  private void observe(int count, OptionalDouble error) {
    for (int i = 0; i < count; i++) {
      int number = observations.count();
      double x = number * 0.618 % 1;
      Evaluation evaluation = Evaluation.of("value", Math.sin(9 * x));
      observations.add(
          new Trial.Completed(
              number,
              SPACE.configure((_, parameter) -> parameter.decode(x)),
              List.of(),
              new Trial.Timing("test", Instant.EPOCH, Instant.EPOCH),
              error.isPresent() ? evaluation.withStandardError(error.getAsDouble()) : evaluation));
    }
    schedule.observed();
  }

  @Test
  void theLastFitThatHasBeenActivatedIsInForce() {
    for (int n = 1; n < 3_000; n++) {
      int trigger = Triggers.inForceAt(n);
      assertTrue(Triggers.activation(trigger) <= n, "too early at " + n);
      assertTrue(Triggers.activation(Triggers.next(trigger)) > n, "a later one at " + n);
    }
  }

  /** Those of a study that is opened again are few. */
  @Test
  void fitsBeginAnewAtAnchors() {
    int since = 0;
    for (int c = 1; c < 20_000; c = Triggers.next(c)) {
      since = Triggers.isAnchor(c) ? 0 : since + 1;
      assertTrue(since <= 6, since + " fits since the last anchor at " + c);
      if (c > 1) {
        assertEquals(c, Triggers.next(Triggers.previous(c)));
      }
    }
  }

  /** Every observation while there are few; then when there are a tenth more. */
  @Test
  void refitsAreAsOftenAsTheyPay() {
    assertEquals(2, Triggers.next(1));
    assertEquals(20, Triggers.next(19));
    assertEquals(22, Triggers.next(20));
    assertEquals(1_100, Triggers.next(1_000));
  }

  @Test
  void dearFitsHaveUntilTheNextTriggerToFinish() {
    assertEquals(100, Triggers.activation(100));
    assertEquals(1_100, Triggers.activation(1_000));
  }

  /** One for each trigger passed, all of them in the background. */
  @Test
  void eachFitIsMadeOnceAndServes() {
    observe(110);
    bench.runWaiting();
    schedule.current();
    int fits = bench.fits;
    int expected = fits;
    for (int n = 111; n <= 160; n++) {
      observe(1);
      if (Triggers.inForceAt(n) != Triggers.inForceAt(n - 1)) {
        // Its hyperparameters, and its factor.
        expected += 2;
      }
      bench.runWaiting();
      int before = bench.fits;
      schedule.current();
      assertEquals(before, bench.fits, "a fit in the foreground at " + n);
    }
    assertEquals(expected, bench.fits);
    schedule.close();
  }

  /** Observations that nobody asks about need no fits but the last ones. */
  @Test
  void fitsThatNobodyWantsAnyMoreAreNotMade() {
    for (int i = 0; i < 40; i++) {
      observe(10);
    }
    bench.runWaiting();
    // Two models, and the fits since the last anchor that theirs begin from.
    assertTrue(bench.fits <= 2 + 6, () -> bench.fits + " fits");
    schedule.close();
  }

  /** A number that the log determines: a study that is opened again asks for the same. */
  @Test
  void aFitSaysHowManyObservationsItSees() {
    observe(110);
    bench.runWaiting();
    schedule.current();
    assertEquals(94, Triggers.inForceAt(110));
    assertTrue(Triggers.isAnchor(66) && Triggers.isAnchor(103));
    // That of the next trigger begins anew, that in force where those before it ended.
    assertEquals(
        Set.of(66, 72, 79, 86, 94, 103),
        bench.opened.stream().map(Workload::observations).collect(Collectors.toSet()));
    schedule.close();
  }

  @Test
  void closingDoesNotWaitForFits() {
    observe(150);
    assertTrue(!bench.waiting.isEmpty());
    schedule.close();
    bench.runWaiting();
    assertEquals(0, bench.fits);
  }

  @Test
  void aFitThatFailedIsTriedAgain() {
    observe(20);
    bench.failures = 1;
    assertThrows(IllegalStateException.class, schedule::current);
    assertEquals(20, schedule.current().orElseThrow().process().count());
    bench.failures = 1;
    observe(2);
    assertThrows(IllegalStateException.class, schedule::current);
    schedule.close();
  }

  /** In the background, and closed before anybody has seen it. */
  @Test
  void aFailedFitDoesNotKeepAStudyFromClosing() {
    observe(150);
    bench.failures = 2;
    bench.runWaiting();
    schedule.close();
  }

  /** Whoever asks in between, and whatever comes after: by the values up to the trigger alone. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 30})
  void rowsHaveTheNoiseThatTheirTriggerGivesThem(int piece) {
    observe(100, OptionalDouble.of(0.1));
    for (int n = 100; n < 130; n += piece) {
      observe(Math.min(piece, 130 - n), OptionalDouble.of(0.2));
      schedule.current();
    }
    observe(5);
    ModelSchedule.Current current = schedule.current().orElseThrow();
    var transform = (OutputTransform) current.transform();
    int trigger = Triggers.inForceAt(135);
    assertTrue(trigger > 100 && Triggers.activation(trigger) < 130, "trigger " + trigger);
    double[] slopes =
        transform.slopes(observations.values(0, trigger), observations.values(0, 135));
    double[] expected = new double[135];
    for (int i = 0; i < 135; i++) {
      double told = slopes[i] * (i < 100 ? 0.1 : 0.2);
      expected[i] = i < 130 ? told * told : current.process().model().noiseVariance();
    }
    assertArrayEquals(expected, current.process().noise(), 1e-15);
    schedule.close();
  }

  @Test
  void ofVeryManyObservationsTheBestAndAnEvenSampleAreModelled() {
    double[] values = new double[40_000];
    Arrays.setAll(values, i -> i % 4 == 0 ? Double.NaN : (i * 7_919L) % 40_009);
    int[] rows = Seen.mostTelling(values);
    assertEquals(Seen.MOST, rows.length);
    assertEquals(Seen.MOST, Arrays.stream(rows).distinct().count());
    double[] ascending = Arrays.stream(values).sorted().toArray();
    double worstOfBest = ascending[Seen.MOST / 2 - 1];
    long best = Arrays.stream(rows).filter(i -> values[i] <= worstOfBest).count();
    assertEquals(Seen.MOST / 2, best);
    long failed = Arrays.stream(rows).filter(i -> Double.isNaN(values[i])).count();
    assertEquals(10_000 / (40_000.0 - Seen.MOST / 2), failed / (Seen.MOST / 2.0), 0.01);
  }
}

package dev.luthier.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import dev.luthier.study.TrialContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SimulatedWorkersTest {
  private record Numbered(long number) implements TrialContext {
    @Override
    public Configuration configuration() {
      return Configuration.empty();
    }

    @Override
    public long seed() {
      return 0;
    }

    @Override
    public void report(long step, double value) {}

    @Override
    public void report(long step, Map<String, Double> values) {}

    @Override
    public boolean shouldStop() {
      return false;
    }
  }

  private static void assertEnds(SimulatedWorkers workers, long trial, double time) {
    assertEquals(trial, workers.next().number());
    assertEquals(time, workers.now());
  }

  /** Two workers: 0 takes 3, 1 takes 1, 2 takes 1 after 1, 3 takes 5 after 2, 4 takes 1 after 0. */
  @Test
  void whoeverIsFreeBeginsAtOnce() {
    SimulatedWorkers workers = new SimulatedWorkers(2);
    workers.begin(new Numbered(0), 3);
    workers.begin(new Numbered(1), 1);
    assertFalse(workers.hasFree());
    assertThrows(IllegalStateException.class, () -> workers.begin(new Numbered(9), 1));
    assertEnds(workers, 1, 1);
    assertTrue(workers.hasFree());
    workers.begin(new Numbered(2), 1);
    assertEnds(workers, 2, 2);
    workers.begin(new Numbered(3), 5);
    assertEnds(workers, 0, 3);
    workers.begin(new Numbered(4), 1);
    assertEnds(workers, 4, 4);
    assertEnds(workers, 3, 7);
    assertTrue(workers.isIdle());
  }

  @Test
  void ofTwoThatEndTogetherTheFirstComesFirst() {
    SimulatedWorkers workers = new SimulatedWorkers(3);
    workers.begin(new Numbered(5), 1);
    workers.begin(new Numbered(3), 1);
    assertEnds(workers, 3, 1);
    assertEnds(workers, 5, 1);
  }
}

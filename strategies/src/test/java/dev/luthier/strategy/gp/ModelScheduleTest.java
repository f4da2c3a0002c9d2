package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ModelScheduleTest {

  @Test
  void theLastFitThatHasBeenActivatedIsInForce() {
    for (int n = 1; n < 3_000; n++) {
      int trigger = ModelSchedule.inForceAt(n);
      assertTrue(ModelSchedule.activation(trigger) <= n, "too early at " + n);
      assertTrue(ModelSchedule.activation(ModelSchedule.next(trigger)) > n, "a later one at " + n);
    }
  }

  /** Every observation while there are few; then when there are a twentieth more. */
  @Test
  void refitsAreAsOftenAsTheyPay() {
    assertEquals(2, ModelSchedule.next(1));
    assertEquals(40, ModelSchedule.next(39));
    assertEquals(42, ModelSchedule.next(40));
    assertEquals(1_050, ModelSchedule.next(1_000));
  }

  @Test
  void dearFitsHaveUntilTheNextTriggerToFinish() {
    assertEquals(100, ModelSchedule.activation(100));
    assertEquals(1_050, ModelSchedule.activation(1_000));
  }
}

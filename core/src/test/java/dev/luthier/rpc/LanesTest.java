package dev.luthier.rpc;

import static dev.luthier.rpc.Lanes.Admission.BUSY;
import static dev.luthier.rpc.Lanes.Admission.FIRST;
import static dev.luthier.rpc.Lanes.Admission.WAITS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.rpc.Incoming.Request;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests of one study wait for each other, in order and not without limit. */
final class LanesTest {
  private static final int MOST = 10_000;
  private static final long MIB = 1 << 20;

  private final Lanes lanes = new Lanes();

  @Test
  void theRequestsOfAStudyAreWorkedOnInTheirOrderByWhoeverBroughtTheFirst() {
    Request first = request(1);
    Request second = request(2);
    Request third = request(3);
    assertEquals(FIRST, lanes.add("a", first));
    assertEquals(WAITS, lanes.add("a", second));
    assertSame(first, lanes.first("a"));
    assertTrue(lanes.isNextAfterFirst("a"));
    assertSame(second, lanes.first("a"));
    assertEquals(WAITS, lanes.add("a", third), "the second is being worked on");
    assertTrue(lanes.isNextAfterFirst("a"));
    assertSame(third, lanes.first("a"));
    assertFalse(lanes.isNextAfterFirst("a"));
    assertEquals(FIRST, lanes.add("a", first), "nobody is at work any more");
  }

  @Test
  void studiesDoNotWaitForEachOther() {
    Request ofB = request(2);
    assertEquals(FIRST, lanes.add("a", request(1)));
    assertEquals(FIRST, lanes.add("b", ofB));
    assertEquals(WAITS, lanes.add("a", request(3)));
    assertSame(ofB, lanes.first("b"));
    assertFalse(lanes.isNextAfterFirst("b"));
    assertTrue(lanes.isNextAfterFirst("a"));
  }

  @Test
  void ofOneStudyTenThousandRequestsWait() {
    for (int i = 0; i < MOST; i++) {
      assertEquals(i == 0 ? FIRST : WAITS, lanes.add("a", request(1)));
    }
    assertEquals(BUSY, lanes.add("a", request(1)));
    assertEquals(FIRST, lanes.add("b", request(1)), "another study has its own");
    assertTrue(lanes.isNextAfterFirst("a"));
    assertEquals(WAITS, lanes.add("a", request(1)), "there is room for one");
    assertEquals(BUSY, lanes.add("a", request(1)));
    for (int i = 1; i < MOST; i++) {
      assertTrue(lanes.isNextAfterFirst("a"));
    }
    assertFalse(lanes.isNextAfterFirst("a"), "what was refused is not there");
  }

  @Test
  void ofAllStudies384MebibytesWait() {
    assertEquals(FIRST, lanes.add("a", request(128 * MIB)));
    assertEquals(WAITS, lanes.add("a", request(128 * MIB)));
    assertEquals(FIRST, lanes.add("b", request(128 * MIB)), "exactly as many");
    assertEquals(BUSY, lanes.add("a", request(1)));
    assertEquals(BUSY, lanes.add("b", request(1)), "they count together");
    assertEquals(BUSY, lanes.add("c", request(1)), "and those that need not wait are in memory");
    assertFalse(lanes.isNextAfterFirst("b"));
    assertEquals(FIRST, lanes.add("c", request(128 * MIB)), "what was answered is counted back");
    assertEquals(BUSY, lanes.add("b", request(1)));
    assertTrue(lanes.isNextAfterFirst("a"));
    assertFalse(lanes.isNextAfterFirst("a"));
    assertFalse(lanes.isNextAfterFirst("c"));
    assertEquals(FIRST, lanes.add("b", request(384 * MIB)), "nothing else is counted");
    assertEquals(BUSY, lanes.add("b", request(1)));
  }

  @Test
  void whatWasRefusedIsAsIfItHadNotCome() {
    assertEquals(BUSY, lanes.add("a", request(385 * MIB)));
    assertThrows(IllegalStateException.class, () -> lanes.first("a"));
    assertEquals(FIRST, lanes.add("a", request(384 * MIB)));
    assertFalse(lanes.isNextAfterFirst("a"));
  }

  @Test
  void aStudyThatNobodyWorksOnHasNoFirstRequest() {
    assertThrows(IllegalStateException.class, () -> lanes.first("a"));
    assertThrows(IllegalStateException.class, () -> lanes.isNextAfterFirst("a"));
  }

  private static Request request(long weight) {
    return new Request(1L, "m", Map.of(), weight, 0);
  }
}

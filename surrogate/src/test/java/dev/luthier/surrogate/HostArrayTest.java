package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HostArrayTest {

  @Test
  void shapesBeyondAnArrayAreRefusedByName() {
    assertEquals(6, HostArray.of(2, 3).length);
    assertEquals(46_340 * 46_340, HostArray.length(46_340, 46_340));
    var refusal = assertThrows(IllegalArgumentException.class, () -> HostArray.of(46_341, 46_341));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("46341 × 46341") && message.contains("2147488281"), message);
  }

  /** 65,536² is 0 in 32 bits. */
  @Test
  void emptyArrayIsNotTakenForPointsBeyondAnInt() {
    assertThrows(IllegalArgumentException.class, () -> new Points(65_536, 65_536, new double[0]));
  }
}

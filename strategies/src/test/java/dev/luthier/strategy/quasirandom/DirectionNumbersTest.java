package dev.luthier.strategy.quasirandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DirectionNumbersTest {
  private static final List<long[]> TABLE = DirectionNumbers.table(DirectionNumbers.TABULATED);

  @Test
  void tableDescribesEveryDimensionButTheFirst() {
    assertEquals(999, TABLE.size());
    for (int i = 0; i < TABLE.size(); i++) {
      long[] row = TABLE.get(i);
      assertEquals(i + 2, row[0]);
      assertEquals(3 + row[1], row.length, "degree and number of m in row " + row[0]);
    }
  }

  /** A wrong digit in a number could pass for another direction number. */
  @Test
  void tableIsAsItsAuthorsPublishedIt() {
    int hash = TABLE.stream().mapToInt(Arrays::hashCode).reduce(1, (h, row) -> 31 * h + row);
    assertEquals(-309_252_197, hash);
  }

  @Test
  void initialNumbersAreOddAndLessThanTheirPowerOfTwo() {
    for (long[] row : TABLE) {
      for (int k = 1; k <= row[1]; k++) {
        long m = row[2 + k];
        assertTrue(m % 2 == 1 && m < 1L << k, "m_" + k + " = " + m + " in row " + row[0]);
      }
    }
  }

  /** A polynomial of degree s is primitive when x generates all 2^s − 1 units modulo it. */
  @Test
  void polynomialsArePrimitiveAndDifferent() {
    Set<Long> seen = new HashSet<>();
    for (long[] row : TABLE) {
      int s = Math.toIntExact(row[1]);
      long polynomial = 1L << s | row[2] << 1 | 1;
      assertTrue(seen.add(polynomial), "row " + row[0] + " repeats a polynomial");
      assertEquals((1L << s) - 1, orderOfX(polynomial, s), "order of x in row " + row[0]);
    }
  }

  /**
   * By hand from the recurrence: V = 1/2, 3/4, 5/8 in the second dimension, 1/2, 3/4, 3/8 in the
   * third.
   */
  @Test
  void firstPointsAreThoseOfTheRecurrence() {
    DirectionNumbers directions = DirectionNumbers.load(3);
    double[][] expected = {
      {0, 0.5, 0.25, 0.75, 0.125}, {0, 0.5, 0.75, 0.25, 0.625}, {0, 0.5, 0.75, 0.25, 0.375}
    };
    for (int j = 0; j < 3; j++) {
      for (int n = 0; n < 5; n++) {
        assertEquals(expected[j][n], directions.digits(j, n) * 0x1p-53);
      }
    }
  }

  private static long orderOfX(long polynomial, int degree) {
    long order = 0;
    long power = 1;
    do {
      power <<= 1;
      if ((power >>> degree & 1) == 1) {
        power ^= polynomial;
      }
      order++;
    } while (power != 1 && order < 1L << degree);
    return order;
  }
}

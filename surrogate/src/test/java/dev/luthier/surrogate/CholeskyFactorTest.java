package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import org.junit.jupiter.api.Test;

/** On the matrix with 3 on the diagonal and 1 elsewhere, whose determinant is 2ⁿ⁻¹ (n + 2). */
class CholeskyFactorTest {
  private static CholeskyOutcome append(Session session, CholeskyFactor factor, double diagonal) {
    return factor.append(
        1,
        (cross, corner) -> {
          session.fill(cross, 1);
          session.fill(corner, diagonal);
        });
  }

  private static void appendThree(Session session, CholeskyFactor factor, int times) {
    for (int i = 0; i < times; i++) {
      append(session, factor, 3);
    }
  }

  private static double expectedLogDet(int n) {
    return (n - 1) * Math.log(2) + Math.log(n + 2);
  }

  @Test
  void growsBeyondItsCapacity() {
    try (Session session = Sessions.open()) {
      CholeskyFactor factor = new CholeskyFactor(session, 1);
      appendThree(session, factor, 70);
      assertEquals(70, factor.order());
      assertEquals(expectedLogDet(70), factor.logDet(), 1e-11);
    }
  }

  @Test
  void truncatingIsAsIfNothingHadBeenAppended() {
    try (Session session = Sessions.open()) {
      CholeskyFactor factor = new CholeskyFactor(session, 8);
      appendThree(session, factor, 5);
      double logDet = factor.logDet();
      append(session, factor, 7);
      factor.truncate(5);
      assertEquals(logDet, factor.logDet());
      assertThrows(IllegalArgumentException.class, () -> factor.truncate(6));
    }
  }

  @Test
  void solvesWithWhatItFactors() {
    try (Session session = Sessions.open()) {
      CholeskyFactor factor = new CholeskyFactor(session, 8);
      appendThree(session, factor, 4);
      Matrix ones = session.allocate(4, 1);
      session.fill(ones, 1);
      factor.solve(ones);
      double[] x = new double[4];
      session.download(ones, x);
      for (double value : x) {
        assertEquals(1.0 / 6, value, 1e-15);
      }
    }
  }

  @Test
  void anIndefiniteRowIsNotAppended() {
    try (Session session = Sessions.open()) {
      CholeskyFactor factor = new CholeskyFactor(session, 8);
      appendThree(session, factor, 3);
      assertInstanceOf(CholeskyOutcome.NotDefinite.class, append(session, factor, 0.1));
      assertEquals(3, factor.order());
      assertEquals(expectedLogDet(3), factor.logDet(), 1e-14);
    }
  }

  @Test
  void marksServeOnceAndStaleOnesAreNoticed() {
    try (Session session = Sessions.open()) {
      CholeskyFactor factor = new CholeskyFactor(session, 8);
      appendThree(session, factor, 2);
      CholeskyFactor.Mark outer = factor.mark();
      append(session, factor, 3);
      CholeskyFactor.Mark inner = factor.mark();
      append(session, factor, 4);
      factor.rollback(outer);
      assertEquals(2, factor.order());
      append(session, factor, 5);
      assertThrows(IllegalStateException.class, () -> factor.rollback(inner));
    }
  }
}

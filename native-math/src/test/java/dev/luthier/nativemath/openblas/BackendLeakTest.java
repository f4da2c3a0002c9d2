package dev.luthier.nativemath.openblas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.DeviceOutOfMemoryException;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Scope;
import dev.luthier.linalg.Session;
import org.junit.jupiter.api.Test;

/** What a backend takes from the system, it reuses, and returns in the end. */
class BackendLeakTest {

  @Test
  void sessionsReturnEverythingToThePoolAndThePoolToTheSystem() {
    OpenBlasBackend backend = OpenBlas.backend();
    long reserved = 0;
    for (int round = 0; round < 100; round++) {
      work(backend);
      assertEquals(0, backend.pool().bytesInUse());
      if (round == 0) {
        reserved = backend.pool().bytesReserved();
      }
      assertEquals(reserved, backend.pool().bytesReserved());
    }
    backend.close();
    assertEquals(0, backend.pool().bytesReserved());
  }

  @Test
  void adoptedMatrixIsFreedOnce() {
    try (OpenBlasBackend backend = OpenBlas.backend()) {
      try (Session taker = backend.openSession()) {
        try (Session giver = backend.openSession()) {
          taker.adopt(giver.allocate(50, 50));
        }
        assertTrue(backend.pool().bytesInUse() >= 50 * 50 * 8);
      }
      assertEquals(0, backend.pool().bytesInUse());
    }
  }

  @Test
  void allocationThatFailsCountsForNothing() {
    try (OpenBlasBackend backend = OpenBlas.backend();
        Session session = backend.openSession()) {
      int huge = Integer.MAX_VALUE;
      assertThrows(DeviceOutOfMemoryException.class, () -> session.allocate(huge, 1_000));
      assertEquals(0, backend.pool().bytesInUse());
    }
  }

  private static void work(OpenBlasBackend backend) {
    try (Session session = backend.openSession()) {
      Matrix a = session.allocate(40, 40);
      session.fill(a, 0);
      session.addToDiagonal(a, 2);
      try (Scope _ = session.scope()) {
        session.eigenSymmetric(a, session.allocate(40, 1), session.allocate(40, 40));
        session.inverseFromCholesky(a, session.allocate(40, 40));
      }
      session.release(session.allocate(300, 300));
    }
  }
}

package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendSelfCheck;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Scope;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Provider, backend, life of sessions, one thread at a time. */
abstract class SessionContract extends BackendFixture {

  private static final long PATIENCE_NANOS = 20_000_000_000L;

  @Test
  void probeDescribesWhatCreateMakes() {
    Availability availability = provider().probe(BackendOptions.defaults());
    var available = assertInstanceOf(Availability.Available.class, availability);
    assertEquals(available.info(), backend().info());
    assertEquals(provider().name(), backend().info().name());
  }

  @Test
  void passesItsSelfCheck() {
    assertEquals(Optional.empty(), BackendSelfCheck.failureOf(backend()));
  }

  @Test
  void backendWithOpenSessionsRefusesToClose() {
    Backend another = provider().create(BackendOptions.defaults());
    Session open = another.openSession();
    assertThrows(IllegalStateException.class, another::close);
    open.allocate(2, 2);
    open.close();
    another.close();
    another.close();
    assertThrows(IllegalStateException.class, another::openSession);
  }

  @Test
  void everythingThrowsAfterClose() {
    Session closed = backend().openSession();
    Matrix matrix = closed.allocate(2, 2);
    Scope scope = closed.scope();
    closed.close();
    closed.close();
    scope.close();
    assertThrows(IllegalStateException.class, () -> closed.allocate(1, 1));
    assertThrows(IllegalStateException.class, closed::scope);
    assertThrows(IllegalStateException.class, () -> closed.fill(matrix, 1));
    assertThrows(IllegalStateException.class, () -> closed.download(matrix, new double[4]));
    assertThrows(IllegalStateException.class, () -> closed.choleskyInPlace(matrix));
    assertThrows(IllegalStateException.class, () -> session().adopt(matrix));
  }

  @Test
  void sessionMovesBetweenThreads() throws InterruptedException {
    Matrix matrix = session().allocate(3, 2);
    session().fill(matrix, 1);
    Thread other = Thread.ofPlatform().start(() -> session().fill(matrix, 2));
    other.join();
    assertEquals(2, Operands.download(session(), matrix).get(2, 1));
  }

  /**
   * Two threads call until one of them is refused. Which operation is interrupted is left to
   * chance, so the test only bounds how long it tries.
   */
  @Test
  void concurrentEntryIsDetectedAndChangesNothing() throws InterruptedException {
    int n = 100;
    HostMatrix a = HostMatrix.random(n, n, random(1));
    Session shared = session();
    Matrix left = shared.allocate(n, n);
    Matrix out = shared.allocate(n, n);
    shared.upload(a.elements(), left);
    AtomicBoolean detected = new AtomicBoolean();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Runnable work =
        () -> {
          while (!detected.get() && System.nanoTime() < deadline) {
            try {
              shared.gemm(1, left, Transpose.NONE, left, Transpose.NONE, 0, out);
              shared.download(out, new double[n * n]);
            } catch (IllegalStateException expected) {
              detected.set(true);
            }
          }
        };
    Thread first = Thread.ofPlatform().start(work);
    Thread second = Thread.ofPlatform().start(work);
    first.join();
    second.join();
    assertTrue(detected.get(), "two threads were never seen inside the session together");
    shared.gemm(1, left, Transpose.NONE, left, Transpose.NONE, 0, out);
    HostMatrix bound = a.absolute().times(a.absolute()).scaled(Accuracy.tolerance(n, 1));
    Accuracy.assertClose(a.times(a), Operands.download(shared, out), bound);
  }

  @Test
  void sessionsWorkSideBySide() throws InterruptedException {
    AtomicBoolean wrong = new AtomicBoolean();
    Runnable work =
        () -> {
          try (Session own = backend().openSession()) {
            Matrix matrix = own.allocate(50, 50);
            for (int round = 0; round < 20; round++) {
              own.fill(matrix, round);
              if (Operands.download(own, matrix).get(49, 49) != round) {
                wrong.set(true);
              }
            }
          }
        };
    Thread first = Thread.ofPlatform().start(work);
    Thread second = Thread.ofPlatform().start(work);
    first.join();
    second.join();
    assertFalse(wrong.get());
  }
}

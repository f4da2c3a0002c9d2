package dev.luthier.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the guard does around an engine, seen from an engine that records. */
class GuardedSessionTest {

  private record Piece(int leadingDimension) implements Storage {}

  private final List<String> calls = new ArrayList<>();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);
  private final SessionRegistry registry = new SessionRegistry();

  /** Records calls; {@code fill} stays inside until it is let go. */
  private Engine engine() {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (_, method, arguments) -> {
              calls.add(method.getName());
              return switch (method.getName()) {
                case "allocate" -> new Piece(Math.max(1, (Integer) arguments[0]));
                case "fill" -> {
                  inside.countDown();
                  leave.await();
                  yield null;
                }
                default -> null;
              };
            });
  }

  @Test
  void secondThreadIsRefusedAtTheGate() throws InterruptedException {
    try (Session session = registry.open(engine());
        Session other = registry.open(engine())) {
      Matrix matrix = session.allocate(2, 2);
      Thread first = Thread.ofPlatform().start(() -> session.fill(matrix, 1));
      inside.await();
      int before = calls.size();
      assertThrows(IllegalStateException.class, () -> session.allocate(1, 1));
      assertThrows(IllegalStateException.class, session::close);
      assertThrows(IllegalStateException.class, () -> other.adopt(matrix));
      assertEquals(before, calls.size());
      leave.countDown();
      first.join();
      session.release(matrix);
    }
  }

  @Test
  void engineSeesNothingOfARefusedCall() {
    try (Session session = registry.open(engine())) {
      Matrix matrix = session.allocate(2, 3);
      calls.clear();
      assertThrows(IllegalArgumentException.class, () -> session.choleskyInPlace(matrix));
      assertEquals(List.of(), calls);
    }
  }

  @Test
  void everyStorageIsFreedOnceAndBeforeTheEngineCloses() {
    Session session = registry.open(engine());
    Matrix released = session.allocate(1, 1);
    try (Scope _ = session.scope()) {
      session.allocate(1, 1);
    }
    session.scope();
    session.allocate(1, 1);
    session.release(released);
    session.close();
    session.close();
    assertEquals(3, calls.stream().filter("free"::equals).count());
    assertEquals(1, calls.stream().filter("close"::equals).count());
    assertEquals("close", calls.getLast());
  }

  @Test
  void adoptionOrdersTheQueuesAndFreesOnce() {
    Session giver = registry.open(engine());
    Session taker = registry.open(engine());
    taker.adopt(giver.allocate(2, 2));
    assertTrue(calls.contains("followAfter"));
    giver.close();
    assertFalse(calls.contains("free"));
    taker.close();
    assertEquals(1, calls.stream().filter("free"::equals).count());
  }

  @Test
  void registryClosesOnceAndOnlyWithoutSessions() {
    Session session = registry.open(engine());
    assertThrows(IllegalStateException.class, registry::close);
    session.close();
    assertTrue(registry.close());
    assertFalse(registry.close());
    assertThrows(IllegalStateException.class, () -> registry.open(engine()));
  }
}

package dev.luthier.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * From 46,341 rows on the index of an element of a square may exceed an int. Nothing here has
 * memory: the engine hands out storage that is not there.
 */
class LargeShapeTest {

  private static final int N = 50_000;
  private static final int LAST = N - 1;

  private record Nothing(int leadingDimension) implements Storage {}

  private static Session session() {
    Engine engine =
        (Engine)
            Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (_, method, arguments) ->
                    method.getName().equals("allocate")
                        ? new Nothing((Integer) arguments[0])
                        : null);
    return new SessionRegistry().open(engine);
  }

  @Test
  void offsetsOfBlocksAreLong() {
    try (Session session = session()) {
      Matrix whole = session.allocate(N, N);
      assertEquals(2_499_999_999L, whole.block(LAST, LAST, 1, 1).offset());
      assertEquals(
          2_499_999_999L, whole.block(1, 1, LAST, LAST).block(N - 2, N - 2, 1, 1).offset());
      assertEquals(2_500_000_000L, whole.block(0, N, N, 0).offset());
      Matrix least = session.allocate(46_341, 46_341);
      assertEquals(46_341L * 46_341 - 1, least.block(46_340, 46_340, 1, 1).offset());
    }
  }

  @Test
  void blocksOfTheLongestVectorsStayInside() {
    try (Session session = session()) {
      Matrix longest = session.allocate(Integer.MAX_VALUE, 1);
      int last = Integer.MAX_VALUE - 1;
      assertEquals(last, longest.block(last, 0, 1, 1).offset());
      assertThrows(IllegalArgumentException.class, () -> longest.block(last, 0, 2, 1));
      assertThrows(IllegalArgumentException.class, () -> longest.block(1, 0, last + 1, 1));
      assertTrue(longest.overlaps(longest.block(last, 0, 1, 1)));
      assertFalse(longest.block(0, 0, last, 1).overlaps(longest.block(last, 0, 1, 1)));
    }
  }

  /** What the array would have to hold is 2.5·10⁹ elements: less than none in 32 bits. */
  @Test
  void transfersAreHeldAgainstTheArrayInLongArithmetic() {
    try (Session session = session()) {
      Matrix whole = session.allocate(N, N);
      double[] array = new double[10];
      var refusal =
          assertThrows(IllegalArgumentException.class, () -> session.upload(array, whole));
      String message = String.valueOf(refusal.getMessage());
      assertTrue(message.contains("2500000000"), message);
      assertThrows(IllegalArgumentException.class, () -> session.download(whole, array));
      Matrix row = whole.block(0, 0, 1, N);
      assertThrows(IllegalArgumentException.class, () -> session.download(row, array, 0, N));
      Matrix element = whole.block(LAST, LAST, 1, 1);
      int end = Integer.MAX_VALUE;
      assertThrows(IllegalArgumentException.class, () -> session.upload(array, end, 1, element));
      session.upload(array, 9, end, element);
    }
  }

  @Test
  void overlapsAreFoundAtTheFarEnd() {
    try (Session session = session()) {
      Matrix whole = session.allocate(N, N);
      Matrix corner = whole.block(LAST - 1, LAST - 1, 2, 2);
      Matrix last = whole.block(LAST, 0, 1, N);
      assertThrows(IllegalArgumentException.class, () -> session.copy(corner, corner));
      assertThrows(
          IllegalArgumentException.class,
          () -> session.copy(last, whole.block(LAST, 0, 1, N).block(0, 0, 1, N)));
      session.copy(last, whole.block(LAST - 1, 0, 1, N));
    }
  }

  @Test
  void referenceRefusesWhatNoArrayHolds() {
    Backend reference =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("reference"))
            .findFirst()
            .orElseThrow()
            .create(BackendOptions.defaults());
    try (reference;
        Session session = reference.openSession()) {
      var refusal =
          assertThrows(DeviceOutOfMemoryException.class, () -> session.allocate(46_341, 46_341));
      assertTrue(String.valueOf(refusal.getMessage()).contains("46341 × 46341"), refusal::toString);
    }
  }
}

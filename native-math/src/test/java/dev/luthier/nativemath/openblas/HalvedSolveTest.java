package dev.luthier.nativemath.openblas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders at which systems are halved, or not yet: with the solution, the equations hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HalvedSolveTest {

  private static final int[] SIDES = {1, 2, 4, 5, 13};

  private final OpenBlasBackend backend = OpenBlas.backend();

  @AfterAll
  void close() {
    backend.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 63, 64, 65, 66, 127, 128, 129, 200, 257})
  void equationsHold(int n) {
    try (Session session = backend.openSession()) {
      Matrix l = Sample.definite(session, n, 1);
      session.choleskyInPlace(l);
      for (TriangularSystem system : TriangularSystem.values()) {
        for (int sides : SIDES) {
          assertHolds(session, system, l, sides);
        }
      }
    }
  }

  private static void assertHolds(Session session, TriangularSystem system, Matrix l, int sides) {
    int n = l.rows();
    boolean left =
        switch (system) {
          case LEFT, LEFT_TRANSPOSED -> true;
          case RIGHT, RIGHT_TRANSPOSED -> false;
        };
    Transpose transpose =
        switch (system) {
          case LEFT, RIGHT -> Transpose.NONE;
          case LEFT_TRANSPOSED, RIGHT_TRANSPOSED -> Transpose.TRANSPOSED;
        };
    Matrix x = left ? Sample.random(session, n, sides, 2) : Sample.random(session, sides, n, 2);
    double[] expected = Sample.download(session, x);
    session.solveTriangular(system, l, x);
    Matrix whole = lowerOnly(session, l);
    Matrix b = session.allocate(x.rows(), x.cols());
    if (left) {
      session.gemm(1, whole, transpose, x, Transpose.NONE, 0, b);
    } else {
      session.gemm(1, x, Transpose.NONE, whole, transpose, 0, b);
    }
    double[] actual = Sample.download(session, b);
    for (int i = 0; i < expected.length; i++) {
      // n roundings of terms that are below 10 in size.
      assertEquals(expected[i], actual[i], 100 * n * Math.ulp(1.0), system + " " + sides);
    }
    session.release(whole);
    session.release(b);
    session.release(x);
  }

  private static Matrix lowerOnly(Session session, Matrix l) {
    int n = l.rows();
    double[] elements = Sample.download(session, l);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < j; i++) {
        elements[i + j * n] = 0;
      }
    }
    Matrix whole = session.allocate(n, n);
    session.upload(elements, whole);
    return whole;
  }
}

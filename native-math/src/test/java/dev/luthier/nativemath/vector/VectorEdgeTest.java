package dev.luthier.nativemath.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference backend agrees at the edges of blocks, which are larger than the contract's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VectorEdgeTest {

  private static final double EPSILON = Math.ulp(1.0);

  private final Backend backend = new VectorBackendProvider().create(BackendOptions.defaults());
  private final Backend reference = reference();

  @AfterAll
  void close() {
    backend.close();
    reference.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64, 65, 127, 128, 129, 255, 256, 257, 300})
  void productsAgree(int n) {
    for (Transpose left : Transpose.values()) {
      for (Transpose right : Transpose.values()) {
        assertAgree(session -> product(session, n, left, right), n);
      }
      assertAgree(session -> square(session, n, left), n);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 10, 16, 17, 63, 64, 65, 130})
  void symmetricProductsAgreeForEveryNumberOfColumns(int cols) {
    for (int n : new int[] {255, 256, 257, 300}) {
      assertAgree(
          session -> {
            Matrix c = random(session, n, cols, 3);
            session.symmetricMultiply(
                -0.5, definite(session, n), random(session, n, cols, 2), 2, c);
            return c;
          },
          n);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64, 65, 127, 128, 129, 257})
  void factorsAndInversesAgree(int n) {
    assertAgree(session -> lower(session, factor(session, n)), n);
    assertAgree(
        session -> {
          Matrix out = session.allocate(n, n);
          session.inverseFromCholesky(factor(session, n), out);
          return lower(session, out);
        },
        n);
    assertAgree(
        session -> {
          Matrix out = session.allocate(n, n);
          session.invertTriangular(factor(session, n), out);
          return lower(session, out);
        },
        n);
  }

  @ParameterizedTest
  @EnumSource
  void systemsAgree(TriangularSystem system) {
    for (int n : new int[] {255, 256, 257, 300}) {
      for (int sides : new int[] {1, 7, 8, 9, 25}) {
        boolean left =
            system == TriangularSystem.LEFT || system == TriangularSystem.LEFT_TRANSPOSED;
        assertAgree(
            session -> {
              Matrix b = left ? random(session, n, sides, 2) : random(session, sides, n, 2);
              session.solveTriangular(system, factor(session, n), b);
              return b;
            },
            n);
      }
    }
  }

  @Test
  void eigenvaluesAgree() {
    assertAgree(
        session -> {
          Matrix values = session.allocate(60, 1);
          session.eigenSymmetric(definite(session, 60), values, session.allocate(60, 60));
          return values;
        },
        60 * 60);
  }

  @Test
  void sessionsReturnEverythingToThePool() {
    try (VectorBackend another = new VectorBackend(1)) {
      try (Session session = another.openSession()) {
        factor(session, 300);
      }
      assertEquals(0, another.pool().bytesInUse());
    }
  }

  private static Matrix product(Session session, int n, Transpose left, Transpose right) {
    int rows = n / 2 + 1;
    int cols = n / 3 + 2;
    Matrix a = left == Transpose.NONE ? random(session, rows, n, 1) : random(session, n, rows, 1);
    Matrix b = right == Transpose.NONE ? random(session, n, cols, 2) : random(session, cols, n, 2);
    Matrix c = random(session, rows, cols, 3);
    session.gemm(0.7, a, left, b, right, -2, c);
    return c;
  }

  private static Matrix square(Session session, int n, Transpose transpose) {
    int order = n / 2 + 1;
    Matrix a =
        transpose == Transpose.NONE ? random(session, order, n, 1) : random(session, n, order, 1);
    Matrix c = random(session, order, order, 3);
    session.syrk(-0.3, a, transpose, 0.5, c);
    return c;
  }

  private static Matrix factor(Session session, int n) {
    Matrix l = definite(session, n);
    assertEquals(new CholeskyOutcome.Definite(), session.choleskyInPlace(l));
    return l;
  }

  /** L·1 by columns would lose which element differs; the upper part is NaN and so left out. */
  private static Matrix lower(Session session, Matrix matrix) {
    double[] elements = download(session, matrix);
    int n = matrix.rows();
    for (int j = 0; j < n; j++) {
      Arrays.fill(elements, j * n, j * n + j, 0);
    }
    session.upload(elements, matrix);
    return matrix;
  }

  private static Matrix random(Session session, int rows, int cols, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] elements = new double[rows * cols];
    Arrays.setAll(elements, _ -> random.nextDouble() - 0.5);
    Matrix matrix = session.allocate(rows, cols);
    session.upload(elements, matrix);
    return matrix;
  }

  /** Diagonally dominant with about 1 on the diagonal, NaN above it. */
  private static Matrix definite(Session session, int n) {
    SplittableRandom random = new SplittableRandom(1);
    double[] elements = new double[n * n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        double offDiagonal = i < j ? Double.NaN : (random.nextDouble() - 0.5) / n;
        elements[i + j * n] = i == j ? 1 + 0.6 * i / n : offDiagonal;
      }
    }
    Matrix matrix = session.allocate(n, n);
    session.upload(elements, matrix);
    return matrix;
  }

  private void assertAgree(Function<Session, Matrix> operation, double size) {
    double[] expected = run(reference, operation);
    double[] actual = run(backend, operation);
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      int index = i;
      assertEquals(expected[i], actual[i], 16 * EPSILON * size, () -> "element " + index);
    }
  }

  private static double[] run(Backend on, Function<Session, Matrix> operation) {
    try (Session session = on.openSession()) {
      return download(session, operation.apply(session));
    }
  }

  private static double[] download(Session session, Matrix matrix) {
    double[] elements = new double[matrix.rows() * matrix.cols()];
    session.download(matrix, elements);
    return elements;
  }

  private static Backend reference() {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(candidate -> candidate.name().equals("reference"))
        .findFirst()
        .orElseThrow()
        .create(BackendOptions.defaults());
  }
}

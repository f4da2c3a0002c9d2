package dev.luthier.nativemath.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sizes at which operations are cut into several tiles: results are right, and bitwise the same for
 * one, two and eight threads.
 */
class ThreadsTest {

  /** Several strips, the last of another width; halves of halves; not a multiple of anything. */
  private static final int N = 1_301;

  /** Sums of 1,301 terms below 1, each within half an ulp: three digits to spare. */
  private static final double TOLERANCE = 1e-10;

  static Stream<String> backends() {
    return Stream.of("openblas", "vector");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void products(String backend) {
    double[][] results =
        onThreads(
            backend,
            session -> {
              Matrix a = random(session, N, 70, 1);
              Matrix b = random(session, N, 70, 2);
              Matrix c = random(session, N, N, 3);
              session.gemm(0.5, a, Transpose.NONE, b, Transpose.TRANSPOSED, -1, c);
              return download(session, c);
            });
    double[] a = elements(N * 70, 1);
    double[] b = elements(N * 70, 2);
    double[] c = elements(N * N, 3);
    for (int j = 0; j < N; j += 97) {
      for (int i = 0; i < N; i++) {
        double sum = 0;
        for (int k = 0; k < 70; k++) {
          sum += a[i + k * N] * b[j + k * N];
        }
        assertEquals(0.5 * sum - c[i + j * N], results[0][i + j * N], TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void highProducts(String backend) {
    double[][] results =
        onThreads(
            backend,
            session -> {
              Matrix a = random(session, 40, N, 1);
              Matrix b = random(session, 40, 9, 2);
              Matrix c = session.allocate(N, 9);
              session.gemm(1, a, Transpose.TRANSPOSED, b, Transpose.NONE, 0, c);
              return download(session, c);
            });
    double[] a = elements(40 * N, 1);
    double[] b = elements(40 * 9, 2);
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < 9; j++) {
        double sum = 0;
        for (int k = 0; k < 40; k++) {
          sum += a[k + i * 40] * b[k + j * 40];
        }
        assertEquals(sum, results[0][i + j * N], TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void factorAndInverses(String backend) {
    onThreads(
        backend,
        session -> {
          Matrix k = definite(session);
          Matrix l = definite(session);
          assertInstanceOf(CholeskyOutcome.Definite.class, session.choleskyInPlace(l));
          Matrix product = session.allocate(N, N);
          clearUpper(session, l);
          session.syrk(1, l, Transpose.NONE, 0, product);
          double[] expected = lower(session, k);
          assertArrayEquals(expected, lower(session, product), N * TOLERANCE);

          Matrix w = session.allocate(N, N);
          session.invertTriangular(l, w);
          clearUpper(session, w);
          session.gemm(1, l, Transpose.NONE, w, Transpose.NONE, 0, product);
          assertArrayEquals(identity(N), download(session, product), TOLERANCE);

          Matrix inverse = session.allocate(N, N);
          session.inverseFromCholesky(l, inverse);
          session.syrk(1, w, Transpose.TRANSPOSED, 0, product);
          assertArrayEquals(lower(session, product), lower(session, inverse), TOLERANCE);

          Matrix x = random(session, N, 10, 4);
          Matrix y = session.allocate(N, 10);
          Matrix again = session.allocate(N, 10);
          session.symmetricMultiply(1, inverse, x, 0, y);
          session.symmetricMultiply(1, k, y, 0, again);
          assertArrayEquals(download(session, x), download(session, again), TOLERANCE);
          return join(
              lower(session, l),
              lower(session, w),
              lower(session, inverse),
              download(session, y),
              download(session, again));
        });
  }

  @ParameterizedTest
  @EnumSource(TriangularSystem.class)
  void systems(TriangularSystem system) {
    backends().forEach(backend -> system(backend, system));
  }

  private static void system(String backend, TriangularSystem system) {
    onThreads(
        backend,
        session -> {
          int order = 300;
          Matrix l = random(session, order, order, 5);
          session.addToDiagonal(l, order);
          boolean left =
              system == TriangularSystem.LEFT || system == TriangularSystem.LEFT_TRANSPOSED;
          boolean transposed =
              system == TriangularSystem.LEFT_TRANSPOSED
                  || system == TriangularSystem.RIGHT_TRANSPOSED;
          int rows = left ? order : N;
          int cols = left ? N : order;
          Matrix b = random(session, rows, cols, 6);
          Matrix x = random(session, rows, cols, 6);
          session.solveTriangular(system, l, x);
          clearUpper(session, l);
          Matrix product = session.allocate(rows, cols);
          Transpose transpose = transposed ? Transpose.TRANSPOSED : Transpose.NONE;
          if (left) {
            session.gemm(1, l, transpose, x, Transpose.NONE, 0, product);
          } else {
            session.gemm(1, x, Transpose.NONE, l, transpose, 0, product);
          }
          assertArrayEquals(download(session, b), download(session, product), TOLERANCE);
          return download(session, x);
        });
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theFirstPivotThatFailsIsFoundWhereverItIs(String backend) {
    try (Backend opened = open(backend, 2);
        Session session = opened.openSession()) {
      double[] definite = download(session, definite(session));
      Matrix a = session.allocate(N, N);
      for (int pivot : new int[] {0, 63, 255, 256, 383, 640, 704, 1_000, N - 1}) {
        for (double broken : new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
          session.upload(definite, a);
          double[] one = {broken};
          session.upload(one, a.block(pivot, pivot, 1, 1));
          CholeskyOutcome outcome = session.choleskyInPlace(a);
          assertEquals(new CholeskyOutcome.NotDefinite(pivot), outcome, () -> "pivot " + broken);
        }
      }
    }
  }

  /** Blocks have another width there. */
  @ParameterizedTest
  @MethodSource("backends")
  void theFirstPivotThatFailsIsFoundInSmallOrdersToo(String backend) {
    try (Backend opened = open(backend, 2);
        Session session = opened.openSession()) {
      Matrix a = session.allocate(300, 300);
      for (int pivot : new int[] {0, 63, 126, 127, 128, 129, 255, 256, 299}) {
        session.fill(a, 0);
        session.addToDiagonal(a, 2);
        session.fill(a.block(pivot, pivot, 1, 1), -1);
        assertEquals(new CholeskyOutcome.NotDefinite(pivot), session.choleskyInPlace(a));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void sessionsThatComputeAtTheSameTimeDoNotMeet(String name) throws Exception {
    try (Backend backend = open(name, 2);
        ExecutorService threads = Executors.newFixedThreadPool(5)) {
      List<Future<double[]>> results = new ArrayList<>();
      for (int study = 0; study < 5; study++) {
        results.add(threads.submit(() -> factorAndInverse(backend)));
      }
      double[] first = results.getFirst().get();
      for (Future<double[]> result : results) {
        assertTrue(Arrays.equals(first, result.get()), "other bits");
      }
    }
  }

  private static double[] factorAndInverse(Backend backend) {
    try (Session session = backend.openSession()) {
      Matrix l = definite(session);
      Matrix inverse = session.allocate(N, N);
      session.choleskyInPlace(l);
      session.inverseFromCholesky(l, inverse);
      return join(lower(session, l), lower(session, inverse));
    }
  }

  /** What the session computes, by one, two and eight threads. */
  private static double[][] onThreads(String name, Function<Session, double[]> work) {
    int[] threads = {1, 2, 8};
    double[][] results = new double[threads.length][];
    for (int t = 0; t < threads.length; t++) {
      try (Backend backend = open(name, threads[t]);
          Session session = backend.openSession()) {
        results[t] = work.apply(session);
      }
    }
    assertTrue(Arrays.equals(results[0], results[1]), "two threads: other bits");
    assertTrue(Arrays.equals(results[0], results[2]), "eight threads: other bits");
    return results;
  }

  private static Backend open(String name, int threads) {
    BackendOptions options = BackendOptions.defaults().withMaximumThreads(threads);
    BackendProvider provider =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    return switch (provider.probe(options)) {
      case Availability.Available _ -> provider.create(options);
      case Availability.Unavailable(String reason, var _) -> Assumptions.abort(reason);
    };
  }

  private static double[] elements(int count, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] elements = new double[count];
    Arrays.setAll(elements, _ -> random.nextDouble() - 0.5);
    return elements;
  }

  private static Matrix random(Session session, int rows, int cols, int seed) {
    return upload(session, rows, cols, elements(rows * cols, seed));
  }

  /** Diagonally dominant, NaN above the diagonal. */
  private static Matrix definite(Session session) {
    double[] elements = elements(N * N, 7);
    for (int j = 0; j < N; j++) {
      Arrays.fill(elements, j * N, j * N + j, Double.NaN);
      elements[j + j * N] = 1 + 0.6 * N;
    }
    return upload(session, N, N, elements);
  }

  private static double[] identity(int n) {
    double[] elements = new double[n * n];
    for (int i = 0; i < n; i++) {
      elements[i + i * n] = 1;
    }
    return elements;
  }

  private static Matrix upload(Session session, int rows, int cols, double[] elements) {
    Matrix matrix = session.allocate(rows, cols);
    session.upload(elements, matrix);
    return matrix;
  }

  private static double[] download(Session session, Matrix matrix) {
    double[] elements = new double[matrix.rows() * matrix.cols()];
    session.download(matrix, elements);
    return elements;
  }

  /** With 0 above the diagonal. */
  private static double[] lower(Session session, Matrix matrix) {
    double[] elements = download(session, matrix);
    int n = matrix.rows();
    for (int j = 0; j < n; j++) {
      Arrays.fill(elements, j * n, j * n + j, 0);
    }
    return elements;
  }

  private static void clearUpper(Session session, Matrix matrix) {
    session.upload(lower(session, matrix), matrix);
  }

  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }
}

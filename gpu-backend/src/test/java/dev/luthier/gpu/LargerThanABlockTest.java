package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Term;
import dev.luthier.linalg.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes at which kernels have several blocks, passes and shares, against the reference. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargerThanABlockTest {

  private static final double EPSILON = Math.ulp(1.0);

  private final Backend reference = reference();
  private final List<Backend> simulated = new ArrayList<>();

  private static Backend reference() {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("reference"))
        .findFirst()
        .orElseThrow()
        .create(BackendOptions.defaults());
  }

  @BeforeAll
  void create() {
    simulated.add(SimulatedGpu.provider().create(BackendOptions.defaults()));
  }

  @AfterAll
  void close() {
    simulated.forEach(Backend::close);
    reference.close();
  }

  /** What an operation does with a session, and what it downloads. */
  @FunctionalInterface
  private interface Work {
    double[] in(Session session);
  }

  /**
   * Compares.
   *
   * @param size of the largest sum of absolute values that an element is made of
   */
  private void assertSame(double size, Work work) {
    double[] expected;
    double[] found;
    try (Session session = reference.openSession()) {
      expected = work.in(session);
    }
    try (Session session = simulated.getFirst().openSession()) {
      found = work.in(session);
    }
    assertArrayEquals(expected, found, 64 * EPSILON * size);
  }

  private static Matrix upload(Session session, double[] values, int rows, int cols) {
    Matrix matrix = session.allocate(rows, cols);
    session.upload(values, matrix);
    return matrix;
  }

  private static double[] download(Session session, Matrix matrix) {
    double[] values = new double[matrix.rows() * matrix.cols()];
    session.download(matrix, values);
    return values;
  }

  private static double[] random(int count, int seed) {
    return new SplittableRandom(seed).doubles(count, -1, 1).toArray();
  }

  /** 2 terms, 3 factors, 45 entries: more slots than a pass has. */
  private static Kernel largeKernel() {
    List<LengthScale> many =
        IntStream.range(0, 40).mapToObj(c -> LengthScale.numeric(2 + 0.1 * c, c)).toList();
    Factor wide = Radial.of(RadialProfile.MATERN_52, many);
    Factor masked =
        new Radial(
            RadialProfile.SQUARED_EXPONENTIAL,
            List.of(LengthScale.numeric(0.8, 0), LengthScale.categorical(1.5, 41)),
            new Activity.Masked(40, Activity.InactivePair.ONE));
    Factor other =
        Radial.of(
            RadialProfile.MATERN_32,
            List.of(
                LengthScale.numeric(0.9, 3),
                LengthScale.categorical(1.1, 41),
                LengthScale.numeric(3, 5)));
    return new Kernel(List.of(new Term(1.4, List.of(wide, masked)), new Term(0.6, List.of(other))));
  }

  private static double[] points(int n, int seed) {
    double[] values = random(n * 42, seed);
    SplittableRandom random = new SplittableRandom(seed + 1);
    for (int i = 0; i < n; i++) {
      values[i + 40 * n] = random.nextInt(2);
      values[i + 41 * n] = random.nextInt(3);
    }
    return values;
  }

  @Test
  void covarianceAndItsGradients() {
    int n = 300;
    Kernel kernel = largeKernel();
    double[] x = points(n, 1);
    double[] w = random(n * n, 2);
    double[] noise = random(n, 3);
    assertSame(
        10,
        session -> {
          Matrix out = session.allocate(n, n);
          session.fill(out, 0);
          session.covariance(kernel, upload(session, x, n, 42), upload(session, noise, n, 1), out);
          return download(session, out);
        });
    assertSame(
        n * n,
        session -> {
          Matrix out = session.allocate(kernel.hyperparameterCount(), 1);
          session.covarianceGradDot(
              kernel, upload(session, x, n, 42), upload(session, w, n, n), out);
          return download(session, out);
        });
    assertSame(
        n * 10,
        session -> {
          Matrix out = session.allocate(n, 42);
          session.covarianceGradInputs(
              kernel, upload(session, x, n, 42), upload(session, w, n, n), out);
          return download(session, out);
        });
  }

  @Test
  void crossCovarianceAndItsGradient() {
    int n = 270;
    int m = 140;
    Kernel kernel = largeKernel();
    double[] x = points(n, 4);
    double[] z = points(m, 5);
    double[] w = random(n * m, 6);
    assertSame(
        10,
        session -> {
          Matrix out = session.allocate(n, m);
          session.crossCovariance(
              kernel, upload(session, x, n, 42), upload(session, z, m, 42), out);
          return download(session, out);
        });
    for (int columns : new int[] {1, m}) {
      assertSame(
          n * 10,
          session -> {
            Matrix out = session.allocate(m, 42);
            Matrix weights = session.allocate(n, columns);
            session.upload(w, weights);
            session.crossCovarianceGradDot(
                kernel, upload(session, x, n, 42), upload(session, z, m, 42), weights, out);
            return download(session, out);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 32, 33})
  void symmetricTimesFewAndManyColumns(int columns) {
    int n = 201;
    double[] s = random(n * n, 7);
    double[] b = random(n * columns, 8);
    double[] c = random(n * columns, 9);
    for (double alpha : new double[] {0, -1.5}) {
      for (double beta : new double[] {0, 0.5}) {
        assertSame(
            2 * n,
            session -> {
              Matrix out = upload(session, c, n, columns);
              session.symmetricMultiply(
                  alpha, upload(session, s, n, n), upload(session, b, n, columns), beta, out);
              return download(session, out);
            });
      }
    }
  }

  /** More rows than one step of the product L⁻ᵀ L⁻¹ takes. */
  @Test
  void inverseOfManyRows() {
    int n = 530;
    double[] l = random(n * n, 10);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        l[i + j * n] = i == j ? 2 + Math.abs(l[i + j * n]) : l[i + j * n] / n;
      }
    }
    assertSame(
        10,
        session -> {
          Matrix out = session.allocate(n, n);
          session.inverseFromCholesky(upload(session, l, n, n), out);
          double[] found = download(session, out);
          for (int j = 0; j < n; j++) {
            for (int i = 0; i < j; i++) {
              found[i + j * n] = 0; // unspecified
            }
          }
          return found;
        });
  }

  /** A matrix of several pieces, in one direction and in the other. */
  @Test
  void transfersOfManyPieces() {
    for (int[] shape : new int[][] {{300_001, 2}, {7, 50_003}, {513, 1025}}) {
      double[] values = random(shape[0] * shape[1], 11);
      try (Session session = simulated.getFirst().openSession()) {
        Matrix matrix = upload(session, values, shape[0], shape[1]);
        Matrix copied = session.allocate(shape[0], shape[1]);
        session.copy(matrix, copied);
        assertArrayEquals(values, download(session, copied));
      }
    }
  }

  @Test
  void sumsOfManyRows() {
    int n = 1000;
    double[] a = random(n * 3, 12);
    assertSame(
        n,
        session -> {
          Matrix out = session.allocate(3, 1);
          session.columnSquaredNorms(upload(session, a, n, 3), out);
          return download(session, out);
        });
    double[] expected = {0};
    for (int i = 0; i < 300; i++) {
      expected[0] += Math.log(2 + i);
    }
    try (Session session = simulated.getFirst().openSession()) {
      double[] diagonal = new double[300 * 300];
      for (int i = 0; i < 300; i++) {
        diagonal[i * 301] = 2 + i;
      }
      Matrix out = session.allocate(1, 1);
      session.logDiagSum(upload(session, diagonal, 300, 300), out);
      assertEquals(expected[0], download(session, out)[0], 1e-10);
    }
  }

  /** Few elements, each a sum so long that it has a block to itself. */
  @Test
  void productsOfLongSums() {
    int k = 1500;
    int m = 10;
    int n = 3;
    double[] a = random(k * m, 17);
    double[] b = random(k * n, 18);
    double[] c = random(m * m, 19);
    for (Transpose left : Transpose.values()) {
      for (Transpose right : Transpose.values()) {
        for (double beta : new double[] {0, -0.5}) {
          assertSame(
              k,
              session -> {
                Matrix out = session.allocate(m, n);
                session.upload(c, 0, m, out);
                session.gemm(
                    1.5,
                    oriented(session, a, m, k, left),
                    left,
                    oriented(session, b, k, n, right),
                    right,
                    beta,
                    out);
                return download(session, out);
              });
        }
      }
      assertSame(
          k,
          session -> {
            Matrix out = upload(session, c, m, m);
            session.syrk(-2, oriented(session, a, m, k, left), left, 1, out);
            return download(session, out);
          });
    }
  }

  /** op(matrix) is rows × cols. */
  private static Matrix oriented(
      Session session, double[] values, int rows, int cols, Transpose transpose) {
    return switch (transpose) {
      case NONE -> upload(session, values, rows, cols);
      case TRANSPOSED -> upload(session, values, cols, rows);
    };
  }

  /** Not read, whatever they hold: cuBLAS does not promise it. */
  @Test
  void factorsThatCountForNothing() {
    int n = 40;
    double[] nothing = new double[n * n];
    Arrays.fill(nothing, Double.NaN);
    double[] c = random(n * n, 20);
    double[] half = Arrays.stream(c).map(v -> v / 2).toArray();
    try (Session session = simulated.getFirst().openSession()) {
      Matrix a = upload(session, nothing, n, n);
      Matrix out = upload(session, c, n, n);
      session.gemm(0, a, Transpose.NONE, a, Transpose.NONE, 0.5, out);
      assertArrayEquals(half, download(session, out));
      session.symmetricMultiply(0, a, a, 2, out);
      assertArrayEquals(c, download(session, out));
      session.syrk(0, a, Transpose.NONE, 0.5, out);
      double[] found = download(session, out);
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
          assertEquals(i >= j ? half[i + j * n] : c[i + j * n], found[i + j * n]);
        }
      }
    }
  }

  @Test
  void featuresAndTheirGradient() {
    int features = 150;
    int m = 70;
    double[] omega = random(features * 5, 13);
    double[] phases = random(features, 14);
    double[] z = random(m * 5, 15);
    double[] w = random(features * m, 16);
    assertSame(
        10,
        session -> {
          Matrix out = session.allocate(features, m);
          session.fourierFeatures(
              upload(session, omega, features, 5),
              upload(session, phases, features, 1),
              upload(session, z, m, 5),
              out);
          return download(session, out);
        });
    assertSame(
        features,
        session -> {
          Matrix out = session.allocate(m, 5);
          session.fourierFeaturesGradDot(
              upload(session, omega, features, 5),
              upload(session, phases, features, 1),
              upload(session, z, m, 5),
              upload(session, w, features, m),
              out);
          return download(session, out);
        });
  }
}

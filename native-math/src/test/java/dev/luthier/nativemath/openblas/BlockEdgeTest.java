package dev.luthier.nativemath.openblas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reference backend agrees at the edges of larger blocks: those of OpenBLAS and the strips of
 * 256 points. The contract goes to 100, because its oracles are slower still.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlockEdgeTest {

  private static final double EPSILON = Math.ulp(1.0);

  private final OpenBlasBackend backend = OpenBlas.backend();
  private final Backend reference = reference();

  @BeforeAll
  void bothAreThere() {
    assertEquals("reference", reference.info().name());
  }

  @AfterAll
  void close() {
    backend.close();
    reference.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {127, 128, 129, 255, 256, 257})
  void productsAndFactorsAgree(int n) {
    assertAgree(
        session -> {
          Matrix a = Sample.random(session, n, n, 1);
          Matrix out = session.allocate(n, n);
          session.gemm(1, a, Transpose.TRANSPOSED, a, Transpose.NONE, 0, out);
          return out;
        },
        n);
    assertAgree(session -> symmetricProduct(session, n), n * n);
    assertAgree(session -> factor(session, n), n * n);
    assertAgree(session -> inverse(session, n), n * n);
  }

  @ParameterizedTest
  @ValueSource(ints = {127, 128, 129, 255, 256, 257, 520})
  void covariancesAndTheirDerivativesAgree(int n) {
    for (Kernel kernel : List.of(Sample.common(), Sample.general())) {
      assertAgree(session -> covariance(session, kernel, n), 10);
      assertAgree(
          session -> {
            Matrix out = session.allocate(n, 40);
            Matrix z = Sample.points(session, 40, 4);
            session.crossCovariance(kernel, Sample.points(session, n, 3), z, out);
            return out;
          },
          10);
      assertAgree(
          session -> {
            Matrix out = session.allocate(kernel.hyperparameterCount(), 1);
            Matrix w = Sample.definite(session, n, 5);
            session.covarianceGradDot(kernel, Sample.points(session, n, 3), w, out);
            return out;
          },
          20.0 * n * n); // W's diagonal sums to 0.6 n².
      assertAgree(
          session -> {
            Matrix out = session.allocate(n, Sample.COLUMNS);
            Matrix w = Sample.definite(session, n, 5);
            session.covarianceGradInputs(kernel, Sample.points(session, n, 3), w, out);
            return out;
          },
          10 * n);
      for (int cols : new int[] {1, n}) {
        assertAgree(session -> adjoint(session, kernel, n, cols), 10 * n);
      }
    }
  }

  /** Whichever strip an element falls in, and whether the loop was compiled yet. */
  @Test
  void elementsHaveTheSameBitsInEveryStripAndAtEveryTime() {
    try (Session session = backend.openSession()) {
      Matrix x = Sample.points(session, 600, 3);
      Matrix all = session.allocate(600, 600);
      session.crossCovariance(Sample.general(), x, x, all);
      for (int round = 0; round < 30; round++) {
        int first = 17 * round;
        Matrix part = session.allocate(100, 600);
        Matrix rows = x.block(first, 0, 100, Sample.COLUMNS);
        session.crossCovariance(Sample.general(), rows, x, part);
        double[] expected = Sample.download(session, all.block(first, 0, 100, 600));
        double[] actual = Sample.download(session, part);
        for (int i = 0; i < expected.length; i++) {
          assertEquals(expected[i], actual[i], 0.0);
        }
        session.release(part);
      }
    }
  }

  @Test
  void sessionsSideBySideGiveTheSameBits() throws InterruptedException {
    double[] alone = likelihoodGradient();
    AtomicInteger different = new AtomicInteger();
    Runnable work =
        () -> {
          for (int round = 0; round < 5; round++) {
            if (!Arrays.equals(alone, likelihoodGradient())) {
              different.incrementAndGet();
            }
          }
        };
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(Thread.ofPlatform().start(work));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(0, different.get());
  }

  private double[] likelihoodGradient() {
    try (Session session = backend.openSession()) {
      Matrix k = covariance(session, Sample.common(), 300);
      session.choleskyInPlace(k);
      Matrix inverse = session.allocate(300, 300);
      session.inverseFromCholesky(k, inverse);
      Matrix gradient = session.allocate(Sample.common().hyperparameterCount(), 1);
      Matrix x = Sample.points(session, 300, 3);
      session.covarianceGradDot(Sample.common(), x, inverse, gradient);
      return Sample.download(session, gradient);
    }
  }

  private static Matrix symmetricProduct(Session session, int n) {
    Matrix s = Sample.definite(session, n, 1);
    Matrix b = Sample.random(session, n, 33, 2);
    Matrix c = session.allocate(n, 33);
    session.symmetricMultiply(1, s, b.block(0, 0, n, 32), 0, c.block(0, 0, n, 32));
    session.symmetricMultiply(1, s, b.block(0, 32, n, 1), 0, c.block(0, 32, n, 1));
    session.solveTriangular(TriangularSystem.LEFT, s, c);
    return c;
  }

  private static Matrix factor(Session session, int n) {
    Matrix l = Sample.definite(session, n, 1);
    assertEquals(new CholeskyOutcome.Definite(), session.choleskyInPlace(l));
    Matrix b = Sample.random(session, n, n, 2);
    session.solveTriangular(TriangularSystem.RIGHT_TRANSPOSED, l, b);
    return b;
  }

  private static Matrix inverse(Session session, int n) {
    Matrix l = Sample.definite(session, n, 1);
    session.choleskyInPlace(l);
    Matrix inverse = session.allocate(n, n);
    session.inverseFromCholesky(l, inverse);
    Matrix full = session.allocate(n, n);
    session.symmetricMultiply(1, inverse, Sample.random(session, n, n, 2), 0, full);
    return full;
  }

  private static Matrix covariance(Session session, Kernel kernel, int n) {
    Matrix k = session.allocate(n, n);
    session.fill(k, 0);
    Matrix noise = session.allocate(n, 1);
    session.fill(noise, 0.01);
    session.covariance(kernel, Sample.points(session, n, 3), noise, k);
    return k;
  }

  private static Matrix adjoint(Session session, Kernel kernel, int n, int cols) {
    Matrix out = session.allocate(n, Sample.COLUMNS);
    Matrix x = Sample.points(session, 40, 4);
    Matrix w = Sample.random(session, 40, cols, 5);
    session.crossCovarianceGradDot(kernel, x, Sample.points(session, n, 3), w, out);
    return out;
  }

  /** Both results, element by element, within rounding of sums of this size. */
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
      return Sample.download(session, operation.apply(session));
    }
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

package dev.luthier.nativemath.covariance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Session;
import dev.luthier.nativemath.tile.TileScheduler;
import dev.luthier.nativemath.vector.VectorBackendProvider;
import dev.luthier.strategy.Workload;
import dev.luthier.testkit.ReferenceCompute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffHeapCovarianceTest {

  private static final List<StripLoops> LOOPS = List.of(new PlainLoops(), new VectorLoops());

  private final Backend backend = new VectorBackendProvider().create(BackendOptions.defaults());
  private final ReferenceCompute reference = new ReferenceCompute();
  private Session session = backend.openSession();

  @BeforeEach
  void open() {
    session.close();
    session = backend.openSession();
  }

  @AfterEach
  void close() {
    session.close();
    backend.close();
  }

  @Test
  void agreesWithTheReferenceOnRandomKernels() {
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = seed % 20 == 0 ? random.nextInt(257, 400) : random.nextInt(1, 40);
      Operations operations = random(random, n, random.nextInt(1, 30));
      List<double[]> expected;
      try (Session host = reference.openSession(new Workload(1, 1, 1))) {
        expected = operations.results(host, host);
      }
      for (StripLoops loops : LOOPS) {
        try (Session own = backend.openSession()) {
          // Scales are above 0.3 and weights below 1: no summand is above 100.
          double error = 16 * n * Math.ulp(1.0);
          List<double[]> actual = operations.results(own, one(loops));
          for (int r = 0; r < actual.size(); r++) {
            double largest = Arrays.stream(expected.get(r)).map(Math::abs).max().orElse(0);
            String message = "seed " + seed + ", result " + r;
            double bound = error * Math.max(100, largest);
            assertArrayEquals(expected.get(r), actual.get(r), bound, message);
          }
        }
      }
    }
  }

  @Test
  void bitsDoNotDependOnTheNumberOfThreads() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n : new int[] {3, 256, 257, 700}) {
      Operations operations = random(random, n, 77);
      for (StripLoops loops : LOOPS) {
        List<double[]> expected = operations.results(session, one(loops));
        for (int threads : new int[] {2, 8}) {
          try (TileScheduler scheduler = new TileScheduler(threads)) {
            OffHeapCovariance parallel = new OffHeapCovariance(scheduler, loops);
            assertSame(expected, operations.results(session, parallel), threads + " threads");
          }
        }
      }
    }
  }

  @Test
  void equalPointsHaveTheVarianceAndDistantOnesNone() {
    for (RadialProfile profile : RadialProfile.values()) {
      Kernel kernel = Kernel.of(1.3, Radial.of(profile, List.of(LengthScale.numeric(1e-3, 0))));
      double[] x = {0.7, 0.7, 1e40, -1e40, 3};
      for (StripLoops loops : LOOPS) {
        Matrix points = Operations.upload(session, 5, 1, x);
        Matrix out = session.allocate(5, 5);
        one(loops).crossCovariance(kernel, points, points, out);
        double[] k = Operations.download(session, out);
        for (int i = 0; i < 25; i++) {
          assertEquals(x[i % 5] == x[i / 5] ? 1.3 : 0, k[i], 0.0);
        }
      }
    }
  }

  /** Gradients of nothing are 0, and an empty matrix stays empty. */
  @Test
  void noPointsAreAllowed() {
    Kernel kernel = new RandomKernel(new SplittableRandom(1)).next();
    double[] none = new double[0];
    double[] two = new RandomKernel(new SplittableRandom(2)).points(2);
    for (StripLoops loops : LOOPS) {
      Matrix empty = session.allocate(0, RandomKernel.COLUMNS);
      Matrix points = Operations.upload(session, 2, RandomKernel.COLUMNS, two);
      Matrix gradient = session.allocate(2, RandomKernel.COLUMNS);
      session.fill(gradient, 7);
      one(loops).crossCovarianceGradDot(kernel, empty, points, session.allocate(0, 2), gradient);
      assertArrayEquals(new double[18], Operations.download(session, gradient));
      Matrix out = session.allocate(0, 2);
      one(loops).crossCovariance(kernel, empty, points, out);
      assertArrayEquals(none, Operations.download(session, out));
    }
  }

  /** The build runs this with vectors of every width: the expected bits are the same each time. */
  @Test
  void vectorsGiveTheBitsOfFusedScalars() {
    double[] scale = {0.3, 0.5, 0.7, 1.1, 1.3, 1.7, 1.9};
    List<LengthScale> scales = new ArrayList<>();
    for (int c = 0; c < scale.length; c++) {
      scales.add(LengthScale.numeric(scale[c], c));
    }
    Kernel kernel = Kernel.of(1.3, Radial.of(RadialProfile.MATERN_52, scales));
    double[] x = new SplittableRandom(3).doubles(21L * scale.length).toArray();
    Matrix points = Operations.upload(session, 21, scale.length, x);
    Matrix out = session.allocate(21, 21);
    one(new VectorLoops()).crossCovariance(kernel, points, points, out);
    double[] k = Operations.download(session, out);
    for (int j = 0; j < 21; j++) {
      for (int i = 0; i < 21; i++) {
        assertEquals(matern52(1.3, squaredDistance(x, scale, i, j)), k[i + 21 * j], 0.0);
      }
    }
  }

  private static double squaredDistance(double[] x, double[] scale, int i, int j) {
    double s = 0;
    for (int c = 0; c < scale.length; c++) {
      double weight = Math.sqrt(Decay.of(RadialProfile.MATERN_52).multiple()) / scale[c];
      double d = x[j + 21 * c] * weight - x[i + 21 * c] * weight;
      s = Math.fma(d, d, s);
    }
    return s;
  }

  private static double matern52(double v, double s) {
    Decay decay = Decay.of(RadialProfile.MATERN_52);
    double t = Math.sqrt(s);
    double factor = Math.fma(t, v * decay.quadratic(), v * decay.linear());
    return Math.fma(factor, t, v) * FusedPower.of(t);
  }

  private static Operations random(SplittableRandom random, int n, int m) {
    RandomKernel kernels = new RandomKernel(random);
    double[] w = random.doubles((long) n * Math.max(n, m)).toArray();
    return new Operations(kernels.next(), kernels.points(n), kernels.points(m), w);
  }

  private static OffHeapCovariance one(StripLoops loops) {
    return new OffHeapCovariance(new TileScheduler(1), loops);
  }

  private static void assertSame(List<double[]> expected, List<double[]> actual, String message) {
    for (int r = 0; r < expected.size(); r++) {
      assertArrayEquals(expected.get(r), actual.get(r), message + ", result " + r);
    }
  }
}

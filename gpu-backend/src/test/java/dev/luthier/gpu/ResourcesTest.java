package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.luthier.gpu.simulated.SimulatedControl;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Scope;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taken is given back; what need not be waited for is not. */
class ResourcesTest {

  private static final Kernel KERNEL =
      Kernel.of(
          1.3,
          Radial.of(
              RadialProfile.MATERN_52,
              List.of(LengthScale.numeric(0.4, 0), LengthScale.numeric(0.7, 1))));

  private SimulatedControl machine;

  @BeforeEach
  void reset() {
    machine = SimulatedControl.open();
    machine.reset();
  }

  @AfterEach
  void leaveNothing() {
    machine.reset();
  }

  @Test
  void tenThousandSessionsLeaveNothing() {
    try (Backend backend = SimulatedGpu.provider().create(BackendOptions.defaults())) {
      workOnce(backend);
      long objects = machine.liveObjects();
      for (int i = 0; i < 10_000; i++) {
        workOnce(backend);
      }
      assertEquals(0, machine.liveAllocations());
      assertEquals(objects, machine.liveObjects());
    }
    assertEquals(0, machine.liveBytes());
    assertEquals(0, machine.liveObjects());
  }

  /** Allocations of every kind: handed over, released, in a scope, left to the session's end. */
  private static void workOnce(Backend backend) {
    try (Session session = backend.openSession();
        Session other = backend.openSession()) {
      Matrix x = session.allocate(3, 2);
      session.upload(new double[] {0, 0.5, 1, 0.2, 0.9, 0.1}, x);
      Matrix noise = session.allocate(3, 1);
      session.fill(noise, 0.1);
      Matrix k = session.allocate(3, 3);
      session.covariance(KERNEL, x, noise, k);
      Matrix adopted = other.adopt(k);
      other.choleskyInPlace(adopted);
      try (Scope _ = session.scope()) {
        session.allocate(100, 100);
      }
      session.release(noise);
    }
  }

  @Test
  void anEvaluationOfTheLikelihoodWaitsForItsOutcomeAndForItsGradient() {
    int n = 60;
    double[] points = new SplittableRandom(1).doubles(2L * n).toArray();
    double[] theta = new double[3];
    try (Backend backend = SimulatedGpu.provider().create(BackendOptions.defaults());
        Session session = backend.openSession()) {
      Matrix x = session.allocate(n, 2);
      session.upload(points, x);
      Matrix noise = session.allocate(n, 1);
      session.fill(noise, 0.1);
      Matrix k = session.allocate(n, n);
      Matrix inverse = session.allocate(n, n);
      Matrix gradient = session.allocate(3, 1);
      evaluate(session, x, noise, k, inverse, gradient, theta);
      long before = machine.synchronizations();
      evaluate(session, x, noise, k, inverse, gradient, theta);
      assertEquals(2, machine.synchronizations() - before);
    }
  }

  private static void evaluate(
      Session session,
      Matrix x,
      Matrix noise,
      Matrix k,
      Matrix inverse,
      Matrix gradient,
      double[] theta) {
    session.covariance(KERNEL, x, noise, k);
    assertInstanceOf(CholeskyOutcome.Definite.class, session.choleskyInPlace(k));
    session.inverseFromCholesky(k, inverse);
    session.covarianceGradDot(KERNEL, x, inverse, gradient);
    session.download(gradient, theta);
  }

  /** Means and variances come back, their adjoints go down, gradients come back. */
  @Test
  void aRoundOfASearchWaitsOnceForEachAnswer() {
    int n = 80;
    int m = 12;
    SplittableRandom random = new SplittableRandom(2);
    double[] points = random.doubles(2L * n).toArray();
    double[] candidates = random.doubles(2L * m).toArray();
    double[] weights = random.doubles((long) n * m).toArray();
    double[] answer = new double[2 * m];
    try (Backend backend = SimulatedGpu.provider().create(BackendOptions.defaults());
        Session session = backend.openSession()) {
      Matrix x = session.allocate(n, 2);
      session.upload(points, x);
      Matrix inverse = session.allocate(n, n);
      session.fill(inverse, 0.01);
      long before = 0;
      for (int round = 0; round < 3; round++) {
        before = machine.synchronizations();
        try (Scope _ = session.scope()) {
          Matrix z = session.allocate(m, 2);
          session.upload(candidates, z);
          Matrix cross = session.allocate(n, m);
          session.crossCovariance(KERNEL, x, z, cross);
          Matrix product = session.allocate(n, m);
          session.symmetricMultiply(1, inverse, cross, 0, product);
          Matrix moments = session.allocate(m, 2);
          session.dot(cross, product, moments.block(0, 0, m, 1));
          session.gemm(
              1,
              cross,
              Transpose.TRANSPOSED,
              inverse.block(0, 0, n, 1),
              Transpose.NONE,
              0,
              moments.block(0, 1, m, 1));
          session.download(moments, answer);
          Matrix w = session.allocate(n, m);
          session.upload(weights, w);
          Matrix gradient = session.allocate(m, 2);
          session.crossCovarianceGradDot(KERNEL, x, z, w, gradient);
          session.download(gradient, answer);
        }
      }
      assertEquals(2, machine.synchronizations() - before);
    }
  }

  @Test
  void kernelsOfTheSameParametersAreSentOnce() {
    try (Backend backend = SimulatedGpu.provider().create(BackendOptions.defaults());
        Session session = backend.openSession()) {
      Matrix x = session.allocate(4, 2);
      session.fill(x, 0.5);
      Matrix out = session.allocate(4, 4);
      session.crossCovariance(KERNEL, x, x, out);
      long allocations = machine.liveAllocations();
      session.crossCovariance(
          KERNEL.withHyperparameters(new double[] {0.1, 0.2, 0.3}), x, x, out);
    assertEquals(allocations, machine.liveAllocations());
    }
  }
}

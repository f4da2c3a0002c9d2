package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Covariance matrices against the formulas, pair by pair. */
abstract class CovarianceContract extends BackendFixture {

  static Stream<Arguments> cases() {
    return sizesAndLayouts()
        .map(Arguments::get)
        .flatMap(
            sized ->
                Stream.of(KernelSample.values())
                    .map(sample -> Arguments.of(sample, sized[0], sized[1])));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void covarianceIsTheLowerTriangleWithNoise(KernelSample sample, int n, Layout layout) {
    HostMatrix x = sample.points(n, 0.1);
    HostMatrix noise = HostMatrix.of(n, 1, (i, _) -> 0.01 * (i + 1));
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.lowerOutput(n);
    CovarianceOutcome outcome =
        session().covariance(sample.kernel(), operands.input(x), operands.input(noise), out);
    if (computed(outcome, out, operands)) {
      HostMatrix expected =
          KernelOracle.cross(sample.kernel(), x, x)
              .plus(HostMatrix.of(n, n, (i, j) -> i == j ? noise.get(i, 0) : 0));
      Accuracy.assertClose(expected.lower(), operands.result(out).lower(), bound(sample));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void crossCovarianceIsFull(KernelSample sample, int n, Layout layout) {
    int m = sizeAfter(n, 2);
    HostMatrix x = sample.points(n, 0.1);
    HostMatrix z = sample.points(m, 0.405);
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.output(n, m);
    CovarianceOutcome outcome =
        session().crossCovariance(sample.kernel(), operands.input(x), operands.input(z), out);
    if (computed(outcome, out, operands)) {
      HostMatrix expected = KernelOracle.cross(sample.kernel(), x, z);
      Accuracy.assertClose(expected, operands.result(out), bound(sample));
    }
  }

  /** Coincident points have exactly the prior variance: no cancellation in the distance. */
  @ParameterizedTest
  @EnumSource
  void coincidentPointsHaveThePriorVariance(KernelSample sample) {
    HostMatrix x = sample.points(33, 0.77);
    Operands operands = new Operands(session(), Layout.VIEW);
    Matrix points = operands.input(x);
    Matrix out = operands.output(33, 33);
    CovarianceOutcome outcome = session().crossCovariance(sample.kernel(), points, points, out);
    if (computed(outcome, out, operands)) {
      HostMatrix k = operands.result(out);
      double tolerance = Accuracy.tolerance(1, sample.size());
      for (int i = 0; i < 33; i++) {
        double prior = sample.kernel().varianceAt(x.row(i));
        assertEquals(prior, k.get(i, i), tolerance);
      }
      assertEquals(k.get(0, 0), k.get(32, 0), tolerance);
    }
  }

  @ParameterizedTest
  @EnumSource
  void covarianceIsPositiveSemidefinite(KernelSample sample) {
    int n = 64;
    Operands operands = new Operands(session(), Layout.WHOLE);
    Matrix out = operands.lowerOutput(n);
    Matrix jitter = operands.input(HostMatrix.filled(n, 1, 1e-9));
    CovarianceOutcome outcome =
        session().covariance(sample.kernel(), operands.input(sample.points(n, 0.2)), jitter, out);
    if (computed(outcome, out, operands)) {
      assertEquals(new CholeskyOutcome.Definite(), session().choleskyInPlace(out));
    }
  }

  @ParameterizedTest
  @EnumSource
  void covarianceOfFarAndOfNearPointsIsFinite(RadialProfile profile) {
    HostMatrix x = HostMatrix.wrap(4, 1, 0, 1e-300, 1e-8, 1);
    Operands operands = new Operands(session(), Layout.WHOLE);
    Matrix points = operands.input(x);
    for (double scale : new double[] {1e-100, 1e-20, 1, 1e100}) {
      Kernel kernel = Kernel.of(1, Radial.of(profile, List.of(LengthScale.numeric(scale, 0))));
      Matrix out = operands.output(4, 4);
      Matrix w = operands.input(HostMatrix.filled(4, 4, 1));
      Matrix gradient = operands.output(2, 1);
      Matrix gradZ = operands.output(4, 1);
      if (computed(session().crossCovariance(kernel, points, points, out), out, operands)) {
        session().covarianceGradDot(kernel, points, w, gradient);
        session().crossCovarianceGradDot(kernel, points, points, w, gradZ);
        Accuracy.assertClose(
            KernelOracle.cross(kernel, x, x), operands.result(out), Accuracy.tolerance(4, 1));
        assertTrue(Double.isFinite(operands.result(gradient).norm1()));
        assertTrue(Double.isFinite(operands.result(gradZ).norm1()));
      }
    }
  }

  @Test
  void kernelOfAConstantNeedsNoColumns() {
    Kernel constant = Kernel.of(2.5);
    Operands operands = new Operands(session(), Layout.VIEW);
    Matrix out = operands.output(3, 2);
    Matrix x = operands.input(HostMatrix.filled(3, 0, 0));
    Matrix z = operands.input(HostMatrix.filled(2, 0, 0));
    if (computed(session().crossCovariance(constant, x, z, out), out, operands)) {
      Accuracy.assertClose(HostMatrix.filled(3, 2, 2.5), operands.result(out), 0);
    }
  }

  private static double bound(KernelSample sample) {
    return Accuracy.tolerance(KernelSample.COLUMNS, sample.size());
  }

  /** A backend may decline a kernel, but then it must not have written anything. */
  private static boolean computed(CovarianceOutcome outcome, Matrix out, Operands operands) {
    return switch (outcome) {
      case CovarianceOutcome.Computed() -> true;
      case CovarianceOutcome.Unsupported(var factor, String reason) -> {
        HostMatrix untouched = operands.result(out);
        for (double element : untouched.elements()) {
          assertTrue(Double.isNaN(element), () -> "wrote " + element + " and declined");
        }
        Assumptions.assumeTrue(false, () -> factor + " is not supported: " + reason);
        yield false;
      }
    };
  }
}

package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Matrix;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives against differences of the oracle's values. The samples contain coincident points,
 * where a derivative by the distance instead of its square would be NaN, and NaN wherever a kernel
 * may not look.
 */
abstract class CovarianceGradientContract extends BackendFixture {

  /** Error of the difference quotients, per unit of Σ |W| · Σ v; see {@link KernelOracle}. */
  private static final double DIFFERENCE_ERROR = 1e-9;

  private static final int[] SIZES = {0, 1, 2, 7, 8, 33, 65};

  static Stream<Arguments> samples() {
    return Stream.of(KernelSample.values())
        .flatMap(
            sample ->
                Stream.of(Layout.values())
                    .flatMap(
                        layout ->
                            Arrays.stream(SIZES).mapToObj(n -> Arguments.of(sample, layout, n))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void gradientByHyperparametersInTheirFixedOrder(KernelSample sample, Layout layout, int n) {
    HostMatrix x = sample.points(n, 0.1);
    HostMatrix w = HostMatrix.random(n, n, random(n)).symmetric();
    Kernel kernel = sample.kernel();
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.output(kernel.hyperparameterCount(), 1);
    assumeComputed(
        session().covarianceGradDot(kernel, operands.input(x), operands.lowerInput(w), out));
    HostMatrix expected =
        HostMatrix.of(
            kernel.hyperparameterCount(),
            1,
            (t, _) ->
                KernelOracle.derivative(
                    step -> {
                      Kernel moved = KernelOracle.shifted(kernel, t, step);
                      return inner(w, KernelOracle.cross(moved, x, x));
                    }));
    Accuracy.assertClose(expected, operands.result(out), bound(sample, w));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void gradientByInputsCountsEveryPairTwice(KernelSample sample, Layout layout, int n) {
    HostMatrix x = sample.points(n, 0.1);
    HostMatrix w = HostMatrix.random(n, n, random(n)).symmetric();
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.output(n, KernelSample.COLUMNS);
    assumeComputed(
        session()
            .covarianceGradInputs(sample.kernel(), operands.input(x), operands.lowerInput(w), out));
    HostMatrix expected =
        HostMatrix.of(
            n,
            KernelSample.COLUMNS,
            (row, column) -> {
              HostMatrix others = w.with(row, row, 0);
              return 2 * pointDerivative(sample, x, x.row(row), others, row, column);
            });
    Accuracy.assertClose(expected, operands.result(out), bound(sample, w));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void adjointOfTheCrossCovariance(KernelSample sample, Layout layout, int n) {
    for (int m : new int[] {0, 1, 9}) {
      HostMatrix x = sample.points(n, 0.1);
      HostMatrix z = coincidentWithFirst(sample.points(m, 0.405), x);
      for (boolean broadcast : new boolean[] {false, true}) {
        HostMatrix w = HostMatrix.random(n, broadcast ? 1 : m, random(n + m));
        Operands operands = new Operands(session(), layout);
        Matrix out = operands.output(m, KernelSample.COLUMNS);
        assumeComputed(
            session()
                .crossCovarianceGradDot(
                    sample.kernel(), operands.input(x), operands.input(z), operands.input(w), out));
        HostMatrix expected =
            HostMatrix.of(
                m,
                KernelSample.COLUMNS,
                (j, column) -> pointDerivative(sample, x, z.row(j), w, broadcast ? 0 : j, column));
        Accuracy.assertClose(expected, operands.result(out), bound(sample, w));
      }
    }
  }

  /** The gradient must be exact where the difference of a kink could not tell. */
  @ParameterizedTest
  @MethodSource("samples")
  void gradientOfCoincidentPointsIsZero(KernelSample sample, Layout layout, int n) {
    HostMatrix one = sample.points(1, 0.3);
    HostMatrix same = HostMatrix.of(n, KernelSample.COLUMNS, (_, c) -> one.get(0, c));
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.output(n, KernelSample.COLUMNS);
    Matrix w = operands.lowerInput(HostMatrix.filled(n, n, 1));
    assumeComputed(session().covarianceGradInputs(sample.kernel(), operands.input(same), w, out));
    HostMatrix gradient = operands.result(out);
    assertEquals(0, gradient.norm1());
  }

  /** Σᵢ w(i, col) ∂k(xᵢ, point)/∂point(column); zero where the column is not numeric. */
  private static double pointDerivative(
      KernelSample sample, HostMatrix x, double[] point, HostMatrix w, int col, int column) {
    if (column > 2) {
      return 0;
    }
    return KernelOracle.derivative(
        step -> {
          double[] moved = KernelOracle.shifted(point, column, step);
          double sum = 0;
          for (int i = 0; i < x.rows(); i++) {
            sum += w.get(i, col) * KernelOracle.value(sample.kernel(), x.row(i), moved);
          }
          return sum;
        });
  }

  private static HostMatrix coincidentWithFirst(HostMatrix z, HostMatrix x) {
    return HostMatrix.of(
        z.rows(), z.cols(), (j, c) -> j == 0 && x.rows() > 0 ? x.get(0, c) : z.get(j, c));
  }

  private static double inner(HostMatrix w, HostMatrix k) {
    double sum = 0;
    for (int i = 0; i < w.elements().length; i++) {
      sum += w.elements()[i] * k.elements()[i];
    }
    return sum;
  }

  private static double bound(KernelSample sample, HostMatrix w) {
    double weight = 1;
    for (double element : w.elements()) {
      weight += Math.abs(element);
    }
    return DIFFERENCE_ERROR * weight * sample.size();
  }

  private static void assumeComputed(CovarianceOutcome outcome) {
    assumeTrue(outcome instanceof CovarianceOutcome.Computed, outcome::toString);
  }
}

package dev.luthier.testkit;

import dev.luthier.linalg.Matrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fourier features against their definition, their gradient against differences. */
abstract class FeatureContract extends BackendFixture {

  private static final int COLUMNS = 5;
  private static final double DIFFERENCE_ERROR = 1e-9;

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void featuresAreCosines(int features, Layout layout) {
    int m = sizeAfter(features, 3);
    HostMatrix omega = HostMatrix.random(features, COLUMNS, random(1)).scaled(6);
    HostMatrix phase = HostMatrix.random(features, 1, random(2)).scaled(Math.PI);
    HostMatrix z = HostMatrix.random(m, COLUMNS, random(3));
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.output(features, m);
    session().fourierFeatures(operands.input(omega), operands.input(phase), operands.input(z), out);
    HostMatrix expected = HostMatrix.of(features, m, (f, j) -> feature(omega, phase, f, z.row(j)));
    double largestAngle = 6 * COLUMNS + Math.PI;
    Accuracy.assertClose(expected, operands.result(out), Accuracy.tolerance(COLUMNS, largestAngle));
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void gradientIsTheAdjoint(int features, Layout layout) {
    HostMatrix omega = HostMatrix.random(features, COLUMNS, random(4)).scaled(2);
    HostMatrix phase = HostMatrix.random(features, 1, random(5)).scaled(Math.PI);
    for (int m : new int[] {0, 1, 9}) {
      HostMatrix z = HostMatrix.random(m, COLUMNS, random(6));
      for (boolean broadcast : new boolean[] {false, true}) {
        HostMatrix w = HostMatrix.random(features, broadcast ? 1 : m, random(7));
        Operands operands = new Operands(session(), layout);
        Matrix out = operands.output(m, COLUMNS);
        session()
            .fourierFeaturesGradDot(
                operands.input(omega),
                operands.input(phase),
                operands.input(z),
                operands.input(w),
                out);
        HostMatrix expected =
            HostMatrix.of(
                m,
                COLUMNS,
                (j, c) ->
                    KernelOracle.derivative(
                        step -> {
                          double[] moved = KernelOracle.shifted(z.row(j), c, step);
                          double sum = 0;
                          for (int f = 0; f < features; f++) {
                            double weight = w.get(f, broadcast ? 0 : j);
                            sum += weight * feature(omega, phase, f, moved);
                          }
                          return sum;
                        }));
        Accuracy.assertClose(expected, operands.result(out), DIFFERENCE_ERROR * (1 + features));
      }
    }
  }

  private static double feature(HostMatrix omega, HostMatrix phase, int f, double[] z) {
    double angle = phase.get(f, 0);
    for (int c = 0; c < z.length; c++) {
      angle += omega.get(f, c) * z[c];
    }
    return Math.cos(angle);
  }
}

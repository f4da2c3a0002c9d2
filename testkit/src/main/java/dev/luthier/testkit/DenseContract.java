package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products and solves against their definitions. */
abstract class DenseContract extends BackendFixture {

  private static final double[][] SCALARS = {{1, 0}, {-0.7, 1}, {1.5, -0.3}, {0, 2}};

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void gemmIsTheProduct(int m, Layout layout) {
    int n = sizeAfter(m, 1);
    int k = sizeAfter(m, 2);
    RandomGenerator random = random(m);
    for (Transpose transposeA : Transpose.values()) {
      for (Transpose transposeB : Transpose.values()) {
        for (double[] scalars : SCALARS) {
          HostMatrix a = HostMatrix.random(m, k, random);
          HostMatrix b = HostMatrix.random(k, n, random);
          HostMatrix c = initial(HostMatrix.random(m, n, random), scalars[1]);
          Operands operands = new Operands(session(), layout);
          Matrix out = operands.inPlace(c);
          session()
              .gemm(
                  scalars[0],
                  operands.input(stored(a, transposeA)),
                  transposeA,
                  operands.input(stored(b, transposeB)),
                  transposeB,
                  scalars[1],
                  out);
          assertSum(scalars, a, b, c, operands.result(out), false);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void syrkIsTheLowerTriangleOfTheProduct(int n, Layout layout) {
    int k = sizeAfter(n, 3);
    RandomGenerator random = random(n);
    for (Transpose transpose : Transpose.values()) {
      for (double[] scalars : SCALARS) {
        HostMatrix a = HostMatrix.random(n, k, random);
        HostMatrix c = initial(HostMatrix.random(n, n, random), scalars[1]);
        Operands operands = new Operands(session(), layout);
        Matrix out = operands.lowerInPlace(c);
        session()
            .syrk(scalars[0], operands.input(stored(a, transpose)), transpose, scalars[1], out);
        assertSum(scalars, a, a.transposed(), c, operands.result(out), true);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void symmetricMultiplyReadsTheLowerTriangle(int n, Layout layout) {
    RandomGenerator random = random(n);
    for (int m : new int[] {1, sizeAfter(n, 2)}) {
      for (double[] scalars : SCALARS) {
        HostMatrix s = HostMatrix.random(n, n, random).symmetric();
        HostMatrix b = HostMatrix.random(n, m, random);
        HostMatrix c = initial(HostMatrix.random(n, m, random), scalars[1]);
        Operands operands = new Operands(session(), layout);
        Matrix out = operands.inPlace(c);
        session()
            .symmetricMultiply(
                scalars[0], operands.lowerInput(s), operands.input(b), scalars[1], out);
        assertSum(scalars, s, b, c, operands.result(out), false);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void solutionsOfTriangularSystemsHaveSmallResiduals(int n, Layout layout) {
    RandomGenerator random = random(n);
    for (TriangularSystem system : TriangularSystem.values()) {
      for (int m : new int[] {0, 1, sizeAfter(n, 1)}) {
        boolean left =
            system == TriangularSystem.LEFT || system == TriangularSystem.LEFT_TRANSPOSED;
        HostMatrix l = HostMatrix.randomLower(n, random);
        HostMatrix b = left ? HostMatrix.random(n, m, random) : HostMatrix.random(m, n, random);
        Operands operands = new Operands(session(), layout);
        Matrix x = operands.inPlace(b);
        session().solveTriangular(system, operands.lowerInput(l), x);
        HostMatrix solution = operands.result(x);
        HostMatrix product =
            switch (system) {
              case LEFT -> l.times(solution);
              case LEFT_TRANSPOSED -> l.transposed().times(solution);
              case RIGHT -> solution.times(l);
              case RIGHT_TRANSPOSED -> solution.times(l.transposed());
            };
        double scale = Math.max(l.norm1(), l.transposed().norm1()) * solution.norm1();
        Accuracy.assertSmallResidual(product.minus(b), scale);
      }
    }
  }

  @Test
  void singularTriangularSystemGivesValuesThatAreNotFinite() {
    Matrix l = session().allocate(2, 2);
    Matrix b = session().allocate(2, 1);
    session().upload(new double[] {1, 1, Double.NaN, 0}, l);
    session().upload(new double[] {1, 3}, b);
    session().solveTriangular(TriangularSystem.LEFT, l, b);
    HostMatrix x = Operands.download(session(), b);
    assertEquals(1, x.get(0, 0));
    assertTrue(!Double.isFinite(x.get(1, 0)), () -> "x₁ = " + x.get(1, 0));
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void scaleColumnsAndAddToDiagonalAreExact(int n, Layout layout) {
    int m = sizeAfter(n, 4);
    HostMatrix a = HostMatrix.random(m, n, random(n));
    HostMatrix s = HostMatrix.random(n, 1, random(n + 1));
    HostMatrix square = HostMatrix.random(n, n, random(n + 2));
    Operands operands = new Operands(session(), layout);
    Matrix scaled = operands.inPlace(a);
    Matrix lifted = operands.inPlace(square);
    session().scaleColumns(scaled, operands.input(s));
    session().addToDiagonal(lifted, 0.37);
    assertArrayEquals(
        HostMatrix.of(m, n, (i, j) -> a.get(i, j) * s.get(j, 0)).elements(),
        operands.result(scaled).elements());
    assertArrayEquals(
        HostMatrix.of(n, n, (i, j) -> i == j ? square.get(i, j) + 0.37 : square.get(i, j))
            .elements(),
        operands.result(lifted).elements());
  }

  @Test
  void nanInAFactorReachesTheProduct() {
    HostMatrix a = HostMatrix.filled(3, 3, 1).with(1, 2, Double.NaN);
    Operands operands = new Operands(session(), Layout.WHOLE);
    Matrix out = operands.output(3, 3);
    Matrix input = operands.input(a);
    Matrix zeros = operands.input(HostMatrix.filled(3, 3, 0));
    session().gemm(1, input, Transpose.NONE, zeros, Transpose.NONE, 0, out);
    assertTrue(Double.isNaN(operands.result(out).get(1, 0)));
  }

  /** Where β = 0 the operation may not read its output. */
  private static HostMatrix initial(HostMatrix c, double beta) {
    return beta == 0 ? HostMatrix.filled(c.rows(), c.cols(), Double.NaN) : c;
  }

  private static HostMatrix stored(HostMatrix op, Transpose transpose) {
    return switch (transpose) {
      case NONE -> op;
      case TRANSPOSED -> op.transposed();
    };
  }

  /** actual = α A B + β C within rounding: |error| ≤ tolerance · (|α||A||B| + |β||C|). */
  private static void assertSum(
      double[] scalars,
      HostMatrix a,
      HostMatrix b,
      HostMatrix c,
      HostMatrix actual,
      boolean lowerOnly) {
    HostMatrix old = scalars[1] == 0 ? HostMatrix.filled(c.rows(), c.cols(), 0) : c;
    HostMatrix expected = a.times(b).scaled(scalars[0]).plus(old.scaled(scalars[1]));
    HostMatrix size =
        a.absolute()
            .times(b.absolute())
            .scaled(Math.abs(scalars[0]))
            .plus(old.absolute().scaled(Math.abs(scalars[1])));
    HostMatrix bound = size.scaled(Accuracy.tolerance(a.cols(), 1));
    if (lowerOnly) {
      Accuracy.assertClose(expected.lower(), actual.lower(), bound);
    } else {
      Accuracy.assertClose(expected, actual, bound);
    }
  }
}

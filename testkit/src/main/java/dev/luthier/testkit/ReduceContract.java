package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums against their definitions. */
abstract class ReduceContract extends BackendFixture {

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void logDiagSumReadsTheDiagonalOnly(int n, Layout layout) {
    HostMatrix a =
        HostMatrix.of(n, n, (i, j) -> i == j ? Math.exp((i * 37 % 11) - 5.0) : Double.NaN);
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.output(1, 1);
    session().logDiagSum(operands.input(a), out);
    double sum = 0;
    double size = 1;
    for (int i = 0; i < n; i++) {
      sum += (i * 37 % 11) - 5.0;
      size += Math.abs((i * 37 % 11) - 5.0);
    }
    assertEquals(sum, operands.result(out).get(0, 0), Accuracy.tolerance(n, size));
  }

  @Test
  void logDiagSumSurvivesADeterminantThatUnderflows() {
    int n = 400;
    Matrix a = session().allocate(n, n);
    session().upload(HostMatrix.identity(n).scaled(1e-10).elements(), a);
    Matrix out = session().allocate(1, 1);
    session().logDiagSum(a, out);
    double expected = n * Math.log(1e-10);
    double actual = Operands.download(session(), out).get(0, 0);
    assertEquals(expected, actual, Accuracy.tolerance(n, Math.abs(expected)));
  }

  @Test
  void logDiagSumOfANegativeElementIsNan() {
    Matrix a = session().allocate(2, 2);
    session().upload(new double[] {1, 0, 0, -1}, a);
    Matrix out = session().allocate(1, 1);
    session().logDiagSum(a, out);
    assertTrue(Double.isNaN(Operands.download(session(), out).get(0, 0)));
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void dotAndSquaredNormsGoColumnByColumn(int rows, Layout layout) {
    for (int cols : new int[] {1, sizeAfter(rows, 3)}) {
      HostMatrix a = HostMatrix.random(rows, cols, random(rows));
      HostMatrix b = HostMatrix.random(rows, cols, random(rows + 1));
      Operands operands = new Operands(session(), layout);
      Matrix left = operands.input(a);
      Matrix dots = operands.output(cols, 1);
      Matrix norms = operands.output(cols, 1);
      session().dot(left, operands.input(b), dots);
      session().columnSquaredNorms(left, norms);
      double bound = Accuracy.tolerance(rows, Math.max(1, rows));
      Accuracy.assertClose(columnDots(a, b), operands.result(dots), bound);
      Accuracy.assertClose(columnDots(a, a), operands.result(norms), bound);
    }
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void diagonalIsExact(int n, Layout layout) {
    HostMatrix a = HostMatrix.of(n, n, (i, j) -> i == j ? i + 0.5 : Double.NaN);
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.output(n, 1);
    session().diagonal(operands.input(a), out);
    assertArrayEquals(
        HostMatrix.of(n, 1, (i, _) -> i + 0.5).elements(), operands.result(out).elements());
  }

  @Test
  void blocksOfOneMatrixCollectSeveralResults() {
    Matrix a = session().allocate(2, 2);
    session().upload(new double[] {2, 1, 1, 8}, a);
    Matrix results = session().allocate(5, 1);
    session().logDiagSum(a, results.block(0, 0, 1, 1));
    session().diagonal(a, results.block(1, 0, 2, 1));
    session().columnSquaredNorms(a, results.block(3, 0, 2, 1));
    HostMatrix actual = Operands.download(session(), results);
    HostMatrix expected = HostMatrix.wrap(5, 1, Math.log(16), 2, 8, 5, 65);
    Accuracy.assertClose(expected, actual, Accuracy.tolerance(2, 4));
  }

  private static HostMatrix columnDots(HostMatrix a, HostMatrix b) {
    HostMatrix products = a.transposed().times(b);
    return HostMatrix.of(a.cols(), 1, (j, _) -> products.get(j, j));
  }
}

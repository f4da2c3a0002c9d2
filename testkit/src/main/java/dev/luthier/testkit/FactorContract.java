package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.PivotedCholeskyOutcome;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Factorizations judged by residual ratios. */
abstract class FactorContract extends BackendFixture {

  private static final CholeskyOutcome DEFINITE = new CholeskyOutcome.Definite();

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void choleskyFactorMultipliesBack(int n, Layout layout) {
    HostMatrix a = HostMatrix.randomDefinite(n, random(n));
    Operands operands = new Operands(session(), layout);
    Matrix factor = operands.lowerInPlace(a);
    assertEquals(DEFINITE, session().choleskyInPlace(factor));
    HostMatrix l = operands.result(factor).lower();
    Accuracy.assertSmallResidual(l.times(l.transposed()).minus(a), a.norm1());
    for (int i = 0; i < n; i++) {
      assertTrue(l.get(i, i) > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void inverseFromCholeskyInverts(int n, Layout layout) {
    HostMatrix l = HostMatrix.randomLower(n, random(n));
    HostMatrix a = l.times(l.transposed());
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.output(n, n);
    session().inverseFromCholesky(operands.lowerInput(l), out);
    HostMatrix inverse = operands.result(out).symmetric();
    HostMatrix residual = a.times(inverse).minus(HostMatrix.identity(n));
    Accuracy.assertSmallResidual(residual, a.norm1() * inverse.norm1());
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void invertTriangularInverts(int n, Layout layout) {
    HostMatrix l = HostMatrix.randomLower(n, random(n));
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.lowerOutput(n);
    session().invertTriangular(operands.lowerInput(l), out);
    HostMatrix inverse = operands.result(out).lower();
    HostMatrix residual = l.times(inverse).minus(HostMatrix.identity(n));
    Accuracy.assertSmallResidual(residual, l.norm1() * inverse.norm1());
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void pivotedCholeskyOfFullRankMultipliesBack(int n, Layout layout) {
    HostMatrix a = HostMatrix.randomDefinite(n, random(n));
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.output(n, n);
    PivotedCholeskyOutcome outcome = session().pivotedCholesky(operands.lowerInput(a), 0, out);
    HostMatrix l = operands.result(out);
    assertEquals(n, outcome.rank());
    assertEquals(n, outcome.pivots().stream().distinct().count());
    Accuracy.assertSmallResidual(l.times(l.transposed()).minus(a), a.norm1());
    for (int k = 0; k < n; k++) {
      for (int earlier = 0; earlier < k; earlier++) {
        assertEquals(0, Math.abs(l.get(outcome.pivots().get(earlier), k)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void pivotedCholeskyTakesTheLargestDiagonalAndBoundsTheRest(int n, Layout layout) {
    RandomGenerator random = random(n);
    HostMatrix scales = HostMatrix.of(n, 1, (i, _) -> Math.exp(-((i * 7) % Math.max(1, n)) / 3.0));
    HostMatrix g = HostMatrix.randomLower(n, random);
    HostMatrix a =
        HostMatrix.of(n, n, (i, j) -> scales.get(i, 0) * g.get(i, j))
            .times(HostMatrix.of(n, n, (i, j) -> g.get(j, i) * scales.get(j, 0)));
    int rank = n / 2;
    Operands operands = new Operands(session(), layout);
    Matrix out = operands.output(n, rank);
    PivotedCholeskyOutcome outcome = session().pivotedCholesky(operands.lowerInput(a), 0, out);
    HostMatrix l = operands.result(out);
    HostMatrix rest = a.minus(l.times(l.transposed()));
    double largest = 0;
    double first = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, rest.get(i, i));
      first = Math.max(first, a.get(i, i));
    }
    assertEquals(rank, outcome.rank());
    assertEquals(largest, outcome.largestResidual(), Accuracy.tolerance(n, a.norm1()));
    if (rank > 0) {
      int pivot = outcome.pivots().get(0);
      assertEquals(first, a.get(pivot, pivot));
    }
  }

  @Test
  void pivotedCholeskyStopsAtTheNumericalRank() {
    int n = 20;
    HostMatrix g = HostMatrix.random(n, 3, random(5));
    HostMatrix a = g.times(g.transposed());
    Operands operands = new Operands(session(), Layout.VIEW);
    Matrix out = operands.output(n, 10);
    PivotedCholeskyOutcome outcome = session().pivotedCholesky(operands.lowerInput(a), 1e-10, out);
    HostMatrix l = operands.result(out);
    assertEquals(3, outcome.rank());
    Accuracy.assertSmallResidual(l.times(l.transposed()).minus(a), a.norm1());
    for (int i = 0; i < n; i++) {
      for (int k = 3; k < 10; k++) {
        assertEquals(0, l.get(i, k));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void rankOneUpdateIsTheFactorOfTheChangedMatrix(int n, Layout layout) {
    for (double alpha : new double[] {1, 2.5, 0, -0.01}) {
      HostMatrix l = HostMatrix.randomLower(n, random(n));
      HostMatrix v = HostMatrix.random(n, 1, random(n + 1));
      HostMatrix direction = v.scaled(1 / Math.max(1, v.norm1()));
      Operands operands = new Operands(session(), layout);
      Matrix factor = operands.lowerInPlace(l);
      assertEquals(DEFINITE, session().rankOneUpdate(factor, alpha, operands.input(direction)));
      HostMatrix updated = operands.result(factor).lower();
      HostMatrix expected =
          l.times(l.transposed()).plus(direction.times(direction.transposed()).scaled(alpha));
      Accuracy.assertSmallResidual(
          updated.times(updated.transposed()).minus(expected), expected.norm1());
    }
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void eigenvectorsDiagonalize(int n, Layout layout) {
    HostMatrix a = HostMatrix.random(n, n, random(n)).symmetric();
    assertDecomposes(a, layout);
  }

  @Test
  void eigenvectorsOfARepeatedEigenvalueAreOrthonormal() {
    HostMatrix u = HostMatrix.filled(12, 1, Math.sqrt(1 / 12.0));
    HostMatrix a = HostMatrix.identity(12).scaled(3).plus(u.times(u.transposed()));
    assertDecomposes(a, Layout.WHOLE);
    assertDecomposes(HostMatrix.identity(9), Layout.VIEW);
    assertDecomposes(HostMatrix.filled(9, 9, 0), Layout.VIEW);
  }

  @Test
  void choleskySolvesASystemAppendedInPlace() {
    int n = 40;
    int m = 9;
    HostMatrix a = HostMatrix.randomDefinite(n + m, random(3));
    Operands operands = new Operands(session(), Layout.VIEW);
    Matrix whole = operands.lowerInPlace(a);
    Matrix old = whole.block(0, 0, n, n);
    Matrix border = whole.block(n, 0, m, n);
    Matrix corner = whole.block(n, n, m, m);
    assertEquals(DEFINITE, session().choleskyInPlace(old));
    session().solveTriangular(TriangularSystem.RIGHT_TRANSPOSED, old, border);
    session().syrk(-1, border, Transpose.NONE, 1, corner);
    assertEquals(DEFINITE, session().choleskyInPlace(corner));
    HostMatrix l = operands.result(whole).lower();
    Accuracy.assertSmallResidual(l.times(l.transposed()).minus(a), a.norm1());
  }

  private void assertDecomposes(HostMatrix a, Layout layout) {
    int n = a.rows();
    Operands operands = new Operands(session(), layout);
    Matrix values = operands.output(n, 1);
    Matrix vectors = operands.output(n, n);
    assertEquals(
        EigenOutcome.CONVERGED, session().eigenSymmetric(operands.lowerInput(a), values, vectors));
    HostMatrix lambda = operands.result(values);
    HostMatrix v = operands.result(vectors);
    HostMatrix scaled = HostMatrix.of(n, n, (i, j) -> v.get(i, j) * lambda.get(j, 0));
    Accuracy.assertSmallResidual(a.times(v).minus(scaled), a.norm1());
    Accuracy.assertSmallResidual(v.transposed().times(v).minus(HostMatrix.identity(n)), 1);
    for (int i = 1; i < n; i++) {
      assertTrue(lambda.get(i - 1, 0) <= lambda.get(i, 0));
    }
  }
}

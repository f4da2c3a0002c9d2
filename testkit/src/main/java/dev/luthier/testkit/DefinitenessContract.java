package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.PivotedCholeskyOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numerical failure is a returned value; nearly singular input is not failure. */
abstract class DefinitenessContract extends BackendFixture {

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void indefiniteMatrixIsReportedWithItsPivot(int n, Layout layout) {
    for (int pivot : new int[] {0, n / 2, n - 1}) {
      if (pivot >= 0 && pivot < n) {
        HostMatrix a = HostMatrix.randomDefinite(n, random(n));
        assertNotDefinite(pivot, a.with(pivot, pivot, -1), layout);
        assertNotDefinite(pivot, HostMatrix.identity(n).with(pivot, pivot, 0), layout);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void valuesThatAreNotFiniteAreReportedWhereTheyReachAPivot(int n, Layout layout) {
    for (int pivot : new int[] {0, n / 2, n - 1}) {
      if (pivot >= 0 && pivot < n) {
        HostMatrix a = HostMatrix.randomDefinite(n, random(n));
        assertNotDefinite(pivot, a.with(pivot, pivot, Double.NaN), layout);
        assertNotDefinite(pivot, a.with(pivot, pivot, Double.POSITIVE_INFINITY), layout);
        if (pivot > 0) {
          assertNotDefinite(pivot, a.with(pivot, 0, Double.NaN), layout);
        }
      }
    }
  }

  @Test
  void exactlySingularMatrixIsNotDefinite() {
    assertNotDefinite(1, HostMatrix.wrap(2, 2, 4, 2, 2, 1), Layout.WHOLE);
    assertNotDefinite(0, HostMatrix.filled(3, 3, 0), Layout.WHOLE);
  }

  /** Hilbert matrices of order 4 and 8 have condition numbers 1.6e4 and 1.5e10. */
  @Test
  void nearlySingularMatrixIsFactoredWithASmallResidual() {
    for (int n : new int[] {4, 8}) {
      HostMatrix hilbert = HostMatrix.of(n, n, (i, j) -> 1.0 / (i + j + 1));
      Operands operands = new Operands(session(), Layout.VIEW);
      Matrix factor = operands.lowerInPlace(hilbert);
      assertEquals(new CholeskyOutcome.Definite(), session().choleskyInPlace(factor));
      HostMatrix l = operands.result(factor).lower();
      Accuracy.assertSmallResidual(l.times(l.transposed()).minus(hilbert), hilbert.norm1());
    }
  }

  /** The covariance of coincident points with jitter, as the jitter policy meets it. */
  @Test
  void jitterMakesARankOneMatrixDefinite() {
    int n = 65;
    Operands operands = new Operands(session(), Layout.VIEW);
    HostMatrix a = HostMatrix.filled(n, n, 1).plus(HostMatrix.identity(n).scaled(1e-10));
    Matrix factor = operands.lowerInPlace(a);
    assertEquals(new CholeskyOutcome.Definite(), session().choleskyInPlace(factor));
    HostMatrix l = operands.result(factor).lower();
    Accuracy.assertSmallResidual(l.times(l.transposed()).minus(a), a.norm1());
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void downdateBeyondTheMatrixIsReported(int n, Layout layout) {
    for (int pivot : new int[] {0, n / 2, n - 1}) {
      if (pivot >= 0 && pivot < n) {
        HostMatrix v = HostMatrix.filled(n, 1, 0).with(pivot, 0, 2);
        Operands operands = new Operands(session(), layout);
        Matrix factor = operands.lowerInPlace(HostMatrix.identity(n));
        Matrix direction = operands.input(v);
        assertEquals(
            new CholeskyOutcome.NotDefinite(pivot), session().rankOneUpdate(factor, -1, direction));
        operands.verifyNothingElseChanged();
      }
    }
  }

  @Test
  void rankOneUpdateByNanIsReported() {
    Operands operands = new Operands(session(), Layout.WHOLE);
    Matrix factor = operands.lowerInPlace(HostMatrix.identity(3));
    Matrix direction = operands.input(HostMatrix.wrap(3, 1, 0, Double.NaN, 0));
    assertEquals(new CholeskyOutcome.NotDefinite(1), session().rankOneUpdate(factor, 1, direction));
  }

  @Test
  void pivotedCholeskyOfNanAndOfNegativeDiagonalsStops() {
    Operands operands = new Operands(session(), Layout.WHOLE);
    HostMatrix nan = HostMatrix.identity(3).with(1, 1, Double.NaN);
    PivotedCholeskyOutcome ofNan =
        session().pivotedCholesky(operands.lowerInput(nan), 0, operands.output(3, 3));
    assertTrue(Double.isNaN(ofNan.largestResidual()));
    HostMatrix negative = HostMatrix.identity(3).scaled(-1);
    Matrix out = operands.output(3, 2);
    PivotedCholeskyOutcome ofNegative =
        session().pivotedCholesky(operands.lowerInput(negative), 0, out);
    assertEquals(0, ofNegative.rank());
    assertEquals(-1, ofNegative.largestResidual());
    assertEquals(0, operands.result(out).norm1());
  }

  @Test
  void eigenvaluesOfWhatIsNotFiniteDoNotConverge() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int row : new int[] {1, 4}) {
        Operands operands = new Operands(session(), Layout.WHOLE);
        Matrix a = operands.lowerInput(HostMatrix.identity(5).with(row, 1, bad));
        Matrix values = operands.output(5, 1);
        Matrix vectors = operands.output(5, 5);
        assertEquals(EigenOutcome.NOT_CONVERGED, session().eigenSymmetric(a, values, vectors));
      }
    }
  }

  private void assertNotDefinite(int pivot, HostMatrix a, Layout layout) {
    Operands operands = new Operands(session(), layout);
    CholeskyOutcome outcome = session().choleskyInPlace(operands.lowerInPlace(a));
    var failure = assertInstanceOf(CholeskyOutcome.NotDefinite.class, outcome);
    assertEquals(pivot, failure.pivot());
    operands.verifyNothingElseChanged();
  }
}

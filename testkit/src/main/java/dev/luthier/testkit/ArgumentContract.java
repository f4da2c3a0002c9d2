package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Wrong shapes, overlapping outputs and foreign matrices are refused before anything happens. */
abstract class ArgumentContract extends BackendFixture {

  private static final Kernel KERNEL =
      Kernel.of(1, Radial.of(RadialProfile.MATERN_52, List.of(LengthScale.numeric(1, 1))));

  @Test
  void shapesOfMatricesAndBlocksAreChecked() {
    Matrix matrix = session().allocate(4, 3);
    refused(() -> session().allocate(-1, 2));
    refused(() -> session().allocate(2, -1));
    refused(() -> matrix.block(-1, 0, 1, 1));
    refused(() -> matrix.block(0, 2, 1, 2));
    refused(() -> matrix.block(4, 0, 1, 1));
    refused(() -> matrix.block(1, 1, Integer.MAX_VALUE, 1));
    assertEquals(0, matrix.block(4, 3, 0, 0).rows());
  }

  @Test
  void transfersAreCheckedAgainstTheArray() {
    Matrix matrix = session().allocate(3, 2);
    refused(() -> session().upload(new double[5], matrix));
    refused(() -> session().download(matrix, new double[5]));
    refused(() -> session().upload(new double[9], 0, 2, matrix));
    refused(() -> session().upload(new double[9], -1, 3, matrix));
    refused(() -> session().upload(new double[9], 4, 3, matrix));
    session().upload(new double[9], 3, 3, matrix);
  }

  @Test
  void messagesNameTheOperandItsShapeAndTheLegalShape() {
    Matrix a = session().allocate(4, 3);
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> session().logDiagSum(a, session().allocate(1, 1)));
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.contains("a is 4 × 3") && message.contains("4 × 4"), message);
  }

  @Test
  void denseShapes() {
    Matrix a = session().allocate(4, 3);
    Matrix b = session().allocate(3, 5);
    Matrix c = session().allocate(4, 5);
    Matrix s = session().allocate(4, 4);
    refused(() -> session().gemm(1, a, Transpose.TRANSPOSED, b, Transpose.NONE, 0, c));
    refused(() -> session().gemm(1, a, Transpose.NONE, b, Transpose.NONE, 0, s));
    refused(() -> session().syrk(1, a, Transpose.TRANSPOSED, 0, s));
    refused(() -> session().symmetricMultiply(1, a, b, 0, c));
    refused(() -> session().symmetricMultiply(1, s, b, 0, c));
    refused(() -> session().solveTriangular(TriangularSystem.LEFT, s, b));
    refused(() -> session().solveTriangular(TriangularSystem.RIGHT, s, c));
    refused(() -> session().scaleColumns(a, session().allocate(4, 1)));
    refused(() -> session().addToDiagonal(a, 1));
    refused(() -> session().copy(a, b));
  }

  @Test
  void factorAndReduceShapes() {
    Matrix a = session().allocate(4, 3);
    Matrix s = session().allocate(4, 4);
    Matrix four = session().allocate(4, 1);
    Matrix three = session().allocate(3, 1);
    refused(() -> session().choleskyInPlace(a));
    refused(() -> session().inverseFromCholesky(s, a));
    refused(() -> session().invertTriangular(s, a));
    refused(() -> session().pivotedCholesky(s, -1e-3, a));
    refused(() -> session().pivotedCholesky(s, Double.NaN, a));
    refused(() -> session().pivotedCholesky(s, 0, session().allocate(4, 5)));
    refused(() -> session().rankOneUpdate(s, 1, three));
    refused(() -> session().eigenSymmetric(s, three, session().allocate(4, 4)));
    refused(() -> session().dot(a, s, three));
    refused(() -> session().columnSquaredNorms(a, four));
    refused(() -> session().diagonal(s, three));
    refused(() -> session().logDiagSum(s, three));
  }

  @Test
  void covarianceAndFeatureShapes() {
    Matrix x = session().allocate(4, 2);
    Matrix z = session().allocate(3, 2);
    Matrix narrow = session().allocate(4, 1);
    Matrix s = session().allocate(4, 4);
    Matrix cross = session().allocate(4, 3);
    refused(() -> session().covariance(KERNEL, narrow, session().allocate(4, 1), s));
    refused(() -> session().covariance(KERNEL, x, session().allocate(3, 1), s));
    refused(() -> session().crossCovariance(KERNEL, x, narrow, cross));
    refused(() -> session().crossCovariance(KERNEL, x, z, s));
    refused(() -> session().covarianceGradDot(KERNEL, x, s, session().allocate(3, 1)));
    refused(() -> session().covarianceGradInputs(KERNEL, x, s, z));
    refused(() -> session().crossCovarianceGradDot(KERNEL, x, z, s, session().allocate(3, 2)));
    refused(() -> session().fourierFeatures(x, session().allocate(3, 1), z, cross));
    refused(() -> session().fourierFeaturesGradDot(x, narrow, z, s, session().allocate(3, 2)));
  }

  @Test
  void outputsMayNotOverlapInputs() {
    Matrix pool = session().allocate(8, 8);
    Matrix upper = pool.block(0, 0, 4, 4);
    Matrix shifted = pool.block(3, 3, 4, 4);
    Matrix vector = pool.block(2, 2, 4, 1);
    Matrix scalar = pool.block(1, 1, 1, 1);
    Matrix other = session().allocate(4, 4);
    session().fill(other, 1);
    refused(() -> session().copy(upper, shifted));
    refused(() -> session().gemm(1, upper, Transpose.NONE, other, Transpose.NONE, 0, shifted));
    refused(() -> session().gemm(1, other, Transpose.NONE, upper, Transpose.NONE, 0, shifted));
    refused(() -> session().syrk(1, upper, Transpose.NONE, 0, shifted));
    refused(() -> session().symmetricMultiply(1, upper, other, 0, shifted));
    refused(() -> session().symmetricMultiply(1, other, upper, 0, shifted));
    refused(() -> session().solveTriangular(TriangularSystem.LEFT, upper, shifted));
    refused(() -> session().scaleColumns(upper, vector));
    refused(() -> session().inverseFromCholesky(upper, shifted));
    refused(() -> session().invertTriangular(upper, upper));
    refused(() -> session().pivotedCholesky(upper, 0, shifted));
    refused(() -> session().rankOneUpdate(upper, 1, vector));
    refused(() -> session().eigenSymmetric(other, vector, upper));
    refused(() -> session().logDiagSum(upper, scalar));
    refused(() -> session().dot(upper, other, vector));
    refused(() -> session().columnSquaredNorms(upper, vector));
    refused(() -> session().diagonal(upper, vector));
    refused(() -> session().covariance(KERNEL, upper, session().allocate(4, 1), shifted));
    refused(() -> session().crossCovariance(KERNEL, other, upper, shifted));
    refused(() -> session().covarianceGradDot(KERNEL, upper, other, pool.block(2, 2, 2, 1)));
    refused(() -> session().covarianceGradInputs(KERNEL, other, upper, shifted));
    refused(() -> session().crossCovarianceGradDot(KERNEL, other, other, upper, shifted));
  }

  @Test
  void everyInputOfACovarianceOrFeatureIsHeldAgainstTheOutput() {
    Matrix pool = session().allocate(8, 8);
    Matrix upper = pool.block(0, 0, 4, 4);
    Matrix shifted = pool.block(3, 3, 4, 4);
    Matrix vector = pool.block(4, 4, 4, 1);
    Matrix other = session().allocate(4, 4);
    Matrix column = session().allocate(4, 1);
    refused(() -> session().covariance(KERNEL, other, vector, shifted));
    refused(() -> session().crossCovariance(KERNEL, upper, other, shifted));
    refused(() -> session().covarianceGradDot(KERNEL, other, shifted, pool.block(4, 4, 2, 1)));
    refused(() -> session().covarianceGradInputs(KERNEL, upper, other, shifted));
    refused(() -> session().crossCovarianceGradDot(KERNEL, upper, other, other, shifted));
    refused(() -> session().crossCovarianceGradDot(KERNEL, other, upper, other, shifted));
    refused(() -> session().fourierFeatures(upper, column, other, shifted));
    refused(() -> session().fourierFeatures(other, vector, other, shifted));
    refused(() -> session().fourierFeatures(other, column, upper, shifted));
    refused(() -> session().fourierFeaturesGradDot(upper, column, other, other, shifted));
    refused(() -> session().fourierFeaturesGradDot(other, vector, other, other, shifted));
    refused(() -> session().fourierFeaturesGradDot(other, column, upper, other, shifted));
    refused(() -> session().fourierFeaturesGradDot(other, column, other, upper, shifted));
    refused(() -> session().eigenSymmetric(upper, column, shifted));
    refused(() -> session().eigenSymmetric(other, vector, shifted));
    refused(() -> session().dot(other, shifted, vector));
  }

  @Test
  void neighbouringBlocksAndOverlappingInputsAreFine() {
    Matrix pool = session().allocate(8, 8);
    session().fill(pool, 1);
    Matrix a = pool.block(0, 0, 4, 4);
    Matrix c = pool.block(4, 0, 4, 4);
    session().gemm(1, a, Transpose.NONE, a, Transpose.TRANSPOSED, 0, c);
    assertEquals(4, Operands.download(session(), pool).get(4, 0));
    session().copy(c, pool.block(0, 4, 4, 4));
    session().copy(pool.block(2, 2, 0, 3), pool.block(1, 1, 0, 3));
  }

  @Test
  void matricesOfOtherSessionsAreRefused() {
    try (Session other = backend().openSession()) {
      Matrix foreign = other.allocate(2, 2);
      Matrix own = session().allocate(2, 2);
      refused(() -> session().fill(foreign, 0));
      refused(() -> session().copy(foreign, own));
      refused(() -> session().release(foreign));
      refused(() -> session().choleskyInPlace(foreign));
    }
  }

  @Test
  void sessionIsUsableAfterARefusal() {
    refused(() -> session().allocate(-1, -1));
    Matrix matrix = session().allocate(1, 1);
    session().fill(matrix, 8);
    assertEquals(8, Operands.download(session(), matrix).get(0, 0));
  }

  private static void refused(Executable call) {
    assertThrows(IllegalArgumentException.class, call);
  }
}

package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An output that shares a single element with an input, or with another output, is refused before
 * anything is written; one that only lies beside it in the same allocation is not. For every
 * operation and every pair of its operands.
 */
abstract class OverlapContract extends BackendFixture {

  private static final Kernel KERNEL =
      Kernel.of(1, Radial.of(RadialProfile.MATERN_52, List.of(LengthScale.numeric(1, 1))));

  /** In every operand, so that factors have a diagonal and nothing overflows. */
  private static final double ELEMENT = 1.5;

  private interface Call {
    void on(Session session, Matrix[] operands);
  }

  private record Shape(int rows, int cols) {}

  /** Where two blocks lie that share their last and first element, in one or the other diagonal. */
  private enum Corner {
    BELOW_RIGHT,
    ABOVE_LEFT,
    BELOW_LEFT,
    ABOVE_RIGHT
  }

  /** An operation, which of its operands are outputs, and their shapes. */
  private record Case(String operation, List<Integer> outputs, Call call, List<Shape> shapes) {
    @Override
    public String toString() {
      return operation;
    }
  }

  static Stream<Case> operations() {
    return Stream.of(
        operation("copy", outputs(1), (s, m) -> s.copy(m[0], m[1]), of(4, 3), of(4, 3)),
        operation(
            "gemm",
            outputs(2),
            (s, m) -> s.gemm(1, m[0], Transpose.NONE, m[1], Transpose.NONE, 0, m[2]),
            of(4, 2),
            of(2, 3),
            of(4, 3)),
        operation(
            "syrk",
            outputs(1),
            (s, m) -> s.syrk(1, m[0], Transpose.NONE, 0, m[1]),
            of(4, 2),
            of(4, 4)),
        operation(
            "symmetricMultiply",
            outputs(2),
            (s, m) -> s.symmetricMultiply(1, m[0], m[1], 0, m[2]),
            of(4, 4),
            of(4, 2),
            of(4, 2)),
        operation(
            "solveTriangular",
            outputs(1),
            (s, m) -> s.solveTriangular(TriangularSystem.LEFT, m[0], m[1]),
            of(4, 4),
            of(4, 2)),
        operation(
            "solveTriangular",
            outputs(1),
            (s, m) -> s.solveTriangular(TriangularSystem.RIGHT, m[0], m[1]),
            of(4, 4),
            of(2, 4)),
        operation(
            "scaleColumns", outputs(0), (s, m) -> s.scaleColumns(m[0], m[1]), of(4, 3), of(3, 1)),
        operation(
            "inverseFromCholesky",
            outputs(1),
            (s, m) -> s.inverseFromCholesky(m[0], m[1]),
            of(4, 4),
            of(4, 4)),
        operation(
            "invertTriangular",
            outputs(1),
            (s, m) -> s.invertTriangular(m[0], m[1]),
            of(4, 4),
            of(4, 4)),
        operation(
            "pivotedCholesky",
            outputs(1),
            (s, m) -> s.pivotedCholesky(m[0], 0, m[1]),
            of(4, 4),
            of(4, 2)),
        operation(
            "rankOneUpdate",
            outputs(0),
            (s, m) -> s.rankOneUpdate(m[0], 1, m[1]),
            of(4, 4),
            of(4, 1)),
        operation(
            "eigenSymmetric",
            outputs(1, 2),
            (s, m) -> s.eigenSymmetric(m[0], m[1], m[2]),
            of(4, 4),
            of(4, 1),
            of(4, 4)),
        operation("logDiagSum", outputs(1), (s, m) -> s.logDiagSum(m[0], m[1]), of(4, 4), of(1, 1)),
        operation(
            "dot", outputs(2), (s, m) -> s.dot(m[0], m[1], m[2]), of(4, 3), of(4, 3), of(3, 1)),
        operation(
            "columnSquaredNorms",
            outputs(1),
            (s, m) -> s.columnSquaredNorms(m[0], m[1]),
            of(4, 3),
            of(3, 1)),
        operation("diagonal", outputs(1), (s, m) -> s.diagonal(m[0], m[1]), of(4, 4), of(4, 1)),
        operation(
            "covariance",
            outputs(2),
            (s, m) -> s.covariance(KERNEL, m[0], m[1], m[2]),
            of(4, 2),
            of(4, 1),
            of(4, 4)),
        operation(
            "crossCovariance",
            outputs(2),
            (s, m) -> s.crossCovariance(KERNEL, m[0], m[1], m[2]),
            of(4, 2),
            of(3, 2),
            of(4, 3)),
        operation(
            "covarianceGradDot",
            outputs(2),
            (s, m) -> s.covarianceGradDot(KERNEL, m[0], m[1], m[2]),
            of(4, 2),
            of(4, 4),
            of(2, 1)),
        operation(
            "covarianceGradInputs",
            outputs(2),
            (s, m) -> s.covarianceGradInputs(KERNEL, m[0], m[1], m[2]),
            of(4, 2),
            of(4, 4),
            of(4, 2)),
        operation(
            "crossCovarianceGradDot",
            outputs(3),
            (s, m) -> s.crossCovarianceGradDot(KERNEL, m[0], m[1], m[2], m[3]),
            of(4, 2),
            of(3, 2),
            of(4, 3),
            of(3, 2)),
        operation(
            "fourierFeatures",
            outputs(3),
            (s, m) -> s.fourierFeatures(m[0], m[1], m[2], m[3]),
            of(4, 2),
            of(4, 1),
            of(3, 2),
            of(4, 3)),
        operation(
            "fourierFeaturesGradDot",
            outputs(4),
            (s, m) -> s.fourierFeaturesGradDot(m[0], m[1], m[2], m[3], m[4]),
            of(4, 2),
            of(4, 1),
            of(3, 2),
            of(4, 3),
            of(3, 2)));
  }

  private static Case operation(String name, List<Integer> outputs, Call call, Shape... shapes) {
    return new Case(name, outputs, call, List.of(shapes));
  }

  private static List<Integer> outputs(Integer... operands) {
    return List.of(operands);
  }

  private static Shape of(int rows, int cols) {
    return new Shape(rows, cols);
  }

  /** Otherwise an operation that is added would not be looked at here. */
  @Test
  void everyOperationWithTwoMatricesIsHere() {
    Set<String> operations = new TreeSet<>();
    for (var method : Session.class.getMethods()) {
      if (Arrays.stream(method.getParameterTypes()).filter(Matrix.class::equals).count() > 1) {
        operations.add(method.getName());
      }
    }
    assertEquals(operations, new TreeSet<>(operations().map(Case::operation).toList()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void outputThatSharesOneElementIsRefused(Case operation) {
    for (int output : operation.outputs) {
      for (int other = 0; other < operation.shapes.size(); other++) {
        for (Corner corner : other == output ? new Corner[0] : Corner.values()) {
          assertRefused(operation, output, other, corner);
        }
      }
    }
  }

  private void assertRefused(Case operation, int output, int other, Corner corner) {
    Shape first = operation.shapes.get(output);
    Shape second = operation.shapes.get(other);
    Matrix pool = filled(first.rows() + second.rows(), first.cols() + second.cols());
    boolean below = corner == Corner.BELOW_RIGHT || corner == Corner.BELOW_LEFT;
    boolean right = corner == Corner.BELOW_RIGHT || corner == Corner.ABOVE_RIGHT;
    Matrix[] operands = apart(operation);
    operands[output] =
        block(pool, first, below ? 0 : second.rows() - 1, right ? 0 : second.cols() - 1);
    operands[other] =
        block(pool, second, below ? first.rows() - 1 : 0, right ? first.cols() - 1 : 0);
    String where = operation + ", operands " + output + " and " + other + ", " + corner;
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> operation.call.on(session(), operands), where);
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("overlaps"), message);
    assertUntouched(pool, where);
  }

  /** The same rows and neighbouring columns, and the same columns and neighbouring rows. */
  @ParameterizedTest
  @MethodSource("operations")
  void neighboursInOneAllocationAreFine(Case operation) {
    for (int output : operation.outputs) {
      for (int other = 0; other < operation.shapes.size(); other++) {
        if (other != output) {
          assertFine(operation, output, other, true);
          assertFine(operation, output, other, false);
        }
      }
    }
  }

  private void assertFine(Case operation, int output, int other, boolean below) {
    Shape first = operation.shapes.get(output);
    Shape second = operation.shapes.get(other);
    Matrix pool = filled(first.rows() + second.rows() + 1, first.cols() + second.cols() + 1);
    Matrix[] operands = apart(operation);
    operands[output] = block(pool, first, 0, 0);
    operands[other] = block(pool, second, below ? first.rows() : 0, below ? 0 : first.cols());
    operation.call.on(session(), operands);
    String where = operation + ", operands " + output + " and " + other;
    if (!operation.outputs.contains(other)) {
      assertUntouched(operands[other], where);
    }
    assertUntouched(pool.block(first.rows() + second.rows(), 0, 1, pool.cols()), where);
    assertUntouched(pool.block(0, first.cols() + second.cols(), pool.rows(), 1), where);
  }

  private Matrix[] apart(Case operation) {
    return operation.shapes.stream()
        .map(shape -> filled(shape.rows(), shape.cols()))
        .toArray(Matrix[]::new);
  }

  private Matrix filled(int rows, int cols) {
    Matrix matrix = session().allocate(rows, cols);
    session().fill(matrix, ELEMENT);
    return matrix;
  }

  private static Matrix block(Matrix pool, Shape shape, int row, int col) {
    return pool.block(row, col, shape.rows(), shape.cols());
  }

  private void assertUntouched(Matrix matrix, String where) {
    double[] expected = HostMatrix.filled(matrix.rows(), matrix.cols(), ELEMENT).elements();
    assertArrayEquals(expected, Operands.download(session(), matrix).elements(), where);
  }
}

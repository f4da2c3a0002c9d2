package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Places operands in a session with NaN around them, and verifies afterwards that an operation
 * changed nothing but its outputs: not the padding, not the inputs, not a strict upper part.
 */
final class Operands {

  /** Which elements of an operand an operation may change. */
  private enum Writable {
    NOTHING,
    LOWER,
    ALL
  }

  private record Placed(Matrix root, HostMatrix before, Writable writable, int rows, int cols) {}

  private final Session session;
  private final Layout layout;
  private final List<Placed> placed = new ArrayList<>();

  Operands(Session session, Layout layout) {
    this.session = session;
    this.layout = layout;
  }

  /** An operand that is read, all of it. */
  Matrix input(HostMatrix values) {
    return place(values, Writable.NOTHING);
  }

  /** An operand whose lower triangle is read; NaN above. */
  Matrix lowerInput(HostMatrix values) {
    return place(values.poisonedAbove(), Writable.NOTHING);
  }

  /** An operand that is read and written. */
  Matrix inPlace(HostMatrix values) {
    return place(values, Writable.ALL);
  }

  /** An operand whose lower triangle is read and written; NaN above. */
  Matrix lowerInPlace(HostMatrix values) {
    return place(values.poisonedAbove(), Writable.LOWER);
  }

  /** An operand that is only written: NaN before. */
  Matrix output(int rows, int cols) {
    return place(HostMatrix.filled(rows, cols, Double.NaN), Writable.ALL);
  }

  /** An operand whose lower triangle is only written: NaN before. */
  Matrix lowerOutput(int n) {
    return place(HostMatrix.filled(n, n, Double.NaN), Writable.LOWER);
  }

  /** Downloads an operand, after checking that nothing else changed anywhere. */
  HostMatrix result(Matrix matrix) {
    verifyNothingElseChanged();
    return download(session, matrix);
  }

  static HostMatrix download(Session session, Matrix matrix) {
    double[] elements = new double[matrix.rows() * matrix.cols()];
    session.download(matrix, elements);
    return HostMatrix.wrap(matrix.rows(), matrix.cols(), elements);
  }

  void verifyNothingElseChanged() {
    for (Placed operand : placed) {
      HostMatrix after = download(session, operand.root());
      for (int j = 0; j < after.cols(); j++) {
        for (int i = 0; i < after.rows(); i++) {
          if (!writable(operand, i - layout.first(), j - layout.first())) {
            int row = i;
            int col = j;
            assertEquals(
                operand.before().get(i, j),
                after.get(i, j),
                () -> "changed (" + row + ", " + col + ") of " + operand.root());
          }
        }
      }
    }
  }

  private static boolean writable(Placed operand, int row, int col) {
    boolean inside = row >= 0 && row < operand.rows() && col >= 0 && col < operand.cols();
    return inside
        && switch (operand.writable()) {
          case NOTHING -> false;
          case LOWER -> row >= col;
          case ALL -> true;
        };
  }

  private Matrix place(HostMatrix values, Writable writable) {
    int rows = layout.rootRows(values.rows());
    int cols = layout.rootCols(values.cols());
    HostMatrix before = HostMatrix.filled(rows, cols, Double.NaN);
    for (int j = 0; j < values.cols(); j++) {
      for (int i = 0; i < values.rows(); i++) {
        before.set(i + layout.first(), j + layout.first(), values.get(i, j));
      }
    }
    Matrix root = session.allocate(rows, cols);
    session.upload(before.elements(), root);
    placed.add(new Placed(root, before, writable, values.rows(), values.cols()));
    return layout.within(root, values.rows(), values.cols());
  }
}

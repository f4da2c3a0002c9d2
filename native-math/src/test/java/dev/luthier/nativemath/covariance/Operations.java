package dev.luthier.nativemath.covariance;

import dev.luthier.linalg.CovarianceOperations;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * All operations on one kernel and two sets of points.
 *
 * @param x n points, by columns
 * @param z m points, by columns
 * @param w weights, n × n at least
 */
record Operations(Kernel kernel, double[] x, double[] z, double[] w) {

  /** What they give in the memory of a session; of covariances the lower triangle. */
  List<double[]> results(Session session, CovarianceOperations operations) {
    int n = x.length / RandomKernel.COLUMNS;
    int m = z.length / RandomKernel.COLUMNS;
    Matrix points = upload(session, n, RandomKernel.COLUMNS, x);
    Matrix others = upload(session, m, RandomKernel.COLUMNS, z);
    Matrix square = upload(session, n, n, w);
    List<Matrix> out = new ArrayList<>();
    out.add(session.allocate(n, n));
    session.fill(out.getFirst(), 0);
    operations.covariance(kernel, points, upload(session, n, 1, w), out.getLast());
    out.add(session.allocate(n, m));
    operations.crossCovariance(kernel, points, others, out.getLast());
    out.add(session.allocate(kernel.hyperparameterCount(), 1));
    operations.covarianceGradDot(kernel, points, square, out.getLast());
    out.add(session.allocate(n, RandomKernel.COLUMNS));
    operations.covarianceGradInputs(kernel, points, square, out.getLast());
    for (int cols : new int[] {1, m}) {
      out.add(session.allocate(m, RandomKernel.COLUMNS));
      Matrix weights = upload(session, n, cols, w);
      operations.crossCovarianceGradDot(kernel, points, others, weights, out.getLast());
    }
    List<double[]> results = out.stream().map(matrix -> download(session, matrix)).toList();
    clearUpper(results.getFirst(), n);
    return results;
  }

  private static void clearUpper(double[] square, int n) {
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < j; i++) {
        square[i + j * n] = 0;
      }
    }
  }

  static Matrix upload(Session session, int rows, int cols, double[] elements) {
    Matrix matrix = session.allocate(rows, cols);
    session.upload(elements.length == rows * cols ? elements : head(elements, rows * cols), matrix);
    return matrix;
  }

  private static double[] head(double[] elements, int count) {
    double[] head = new double[count];
    for (int i = 0; i < count; i++) {
      head[i] = elements[i % elements.length];
    }
    return head;
  }

  static double[] download(Session session, Matrix matrix) {
    double[] elements = new double[matrix.rows() * matrix.cols()];
    session.download(matrix, elements);
    return elements;
  }
}

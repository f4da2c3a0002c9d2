package dev.luthier.bench.operation;

import org.ejml.data.DMatrixRMaj;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.matrix.store.R064Store;

/** Square matrices as other libraries hold them, from dense column-major arrays. */
final class Peers {
  private Peers() {}

  /** Row-major. */
  static DMatrixRMaj ejml(int n, double[] elements) {
    return new DMatrixRMaj(rows(n, elements));
  }

  /** Column-major; from here on its library uses one thread, as everything beside it does. */
  static R064Store ojAlgo(int n, double[] elements) {
    OjAlgoUtils.limitThreadsTo(1);
    R064Store store = R064Store.FACTORY.make(n, n);
    for (int i = 0; i < elements.length; i++) {
      store.set(i, elements[i]);
    }
    return store;
  }

  static double[][] rows(int n, double[] elements) {
    double[][] rows = new double[n][n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        rows[i][j] = elements[i + j * n];
      }
    }
    return rows;
  }
}

package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.identity;
import static dev.luthier.bench.workload.Dense.product;
import static dev.luthier.bench.workload.Dense.transposed;
import static dev.luthier.bench.workload.Tiny.N;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import dev.luthier.linalg.EigenOutcome;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EigenTest {
  private final Eigen eigen = new Eigen();

  private static Eigen.EigenOrder order() {
    var order = new Eigen.EigenOrder();
    order.n = N;
    return order;
  }

  /** A V = V diag(λ) and Vᵀ V = I. */
  private static void assertEigen(double[] values, double[] v) {
    double[] scaled = v.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= values[i / N];
    }
    assertClose(scaled, product(N, N, N, Sample.definite(N), v));
    assertClose(identity(N), product(N, N, N, transposed(N, N, v), v));
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionDecomposes(String backend) {
    OpenSession open = Tiny.session(backend);
    Eigen.OnSession on = new Eigen.OnSession();
    on.setUp(open, order());
    assertEquals(EigenOutcome.CONVERGED, eigen.session(on));
    assertEigen(open.elements(on.values), open.elements(on.vectors));
    open.close();
  }

  @Test
  void plainRoutineDecomposesAsOftenAsItsOperandIsRestored() {
    PlainLibrary library = Tiny.plain();
    Eigen.OnPlain on = new Eigen.OnPlain();
    on.setUp(library, order());
    for (int invocation = 0; invocation < 2; invocation++) {
      on.restore();
      assertEquals(0, eigen.plain(on));
      assertEigen(Arrays.copyOf(on.values.download(), N), on.vectors.download());
    }
  }
}

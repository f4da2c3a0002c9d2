package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.square;
import static dev.luthier.bench.workload.Tiny.N;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.workload.Dense;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import dev.luthier.linalg.CholeskyOutcome;
import org.ejml.data.DMatrixRMaj;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.MatrixStore;

class CholeskyTest {
  private final Cholesky cholesky = new Cholesky();

  /** L Lᵀ = A. */
  private static void assertFactor(double[] l) {
    assertClose(Sample.definite(N), square(N, l));
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionFactorsAsOftenAsItsOperandIsRestored(String backend) {
    OpenSession open = Tiny.session(backend);
    Cholesky.OnSession on = new Cholesky.OnSession();
    on.setUp(open, Tiny.order());
    for (int invocation = 0; invocation < 2; invocation++) {
      on.restore();
      assertInstanceOf(CholeskyOutcome.Definite.class, cholesky.session(on));
      assertFactor(open.elements(on.l));
    }
    open.close();
  }

  @Test
  void plainRoutineFactorsAsOftenAsItsOperandIsRestored() {
    PlainLibrary library = Tiny.plain();
    Cholesky.OnPlain on = new Cholesky.OnPlain();
    on.setUp(library, Tiny.order());
    for (int invocation = 0; invocation < 2; invocation++) {
      on.restore();
      assertEquals(0, cholesky.plain(on));
      assertFactor(on.l.download());
    }
  }

  @Test
  void ejmlFactors() {
    Cholesky.OnEjml on = new Cholesky.OnEjml();
    on.setUp(Tiny.order());
    for (int invocation = 0; invocation < 2; invocation++) {
      on.restore();
      assertTrue(cholesky.ejml(on));
      DMatrixRMaj l = on.decomposition.getT(null);
      assertFactor(Dense.transposed(N, N, l.getData()));
    }
  }

  @Test
  void ojAlgoFactors() {
    Cholesky.OnOjAlgo on = new Cholesky.OnOjAlgo();
    on.setUp(Tiny.order());
    assertTrue(cholesky.ojAlgo(on));
    MatrixStore<Double> l = on.decomposition.getL();
    double[] elements = new double[N * N];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = l.doubleValue(i % N, i / N);
    }
    assertFactor(elements);
  }

  @Test
  void netlibFactors() {
    Cholesky.OnNetlib on = new Cholesky.OnNetlib();
    on.setUp(Tiny.order());
    for (int invocation = 0; invocation < 2; invocation++) {
      on.restore();
      assertEquals(0, cholesky.netlib(on));
      assertFactor(on.l);
    }
  }

  @Test
  void hipparchusFactors() {
    Cholesky.OnHipparchus on = new Cholesky.OnHipparchus();
    on.setUp(Tiny.order());
    RealMatrix l = cholesky.hipparchus(on).getL();
    double[] elements = new double[N * N];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = l.getEntry(i % N, i / N);
    }
    assertFactor(elements);
  }
}

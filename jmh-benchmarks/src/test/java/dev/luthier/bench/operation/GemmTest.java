package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.product;
import static dev.luthier.bench.workload.Dense.transposed;
import static dev.luthier.bench.workload.Tiny.N;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Tiny;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GemmTest {
  private final Gemm gemm = new Gemm();
  private final double[] expected = product(N, N, N, Gemm.a(N), Gemm.b(N));

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionMultiplies(String backend) {
    OpenSession open = Tiny.session(backend);
    Gemm.OnSession on = new Gemm.OnSession();
    on.setUp(open, Tiny.order());
    gemm.session(on);
    assertClose(expected, open.elements(on.c));
    open.close();
  }

  @Test
  void plainRoutineMultiplies() {
    PlainLibrary library = Tiny.plain();
    Gemm.OnPlain on = new Gemm.OnPlain();
    on.setUp(library, Tiny.order());
    gemm.plain(on);
    assertClose(expected, on.c.download());
  }

  @Test
  void peersMultiply() {
    Gemm.OnEjml ejml = new Gemm.OnEjml();
    ejml.setUp(Tiny.order());
    gemm.ejml(ejml);
    assertClose(expected, transposed(N, N, ejml.c.getData()));

    Gemm.OnOjAlgo ojAlgo = new Gemm.OnOjAlgo();
    ojAlgo.setUp(Tiny.order());
    gemm.ojAlgo(ojAlgo);
    assertClose(expected, ojAlgo.c.data);

    Gemm.OnNetlib netlib = new Gemm.OnNetlib();
    netlib.setUp(Tiny.order());
    gemm.netlib(netlib);
    assertClose(expected, netlib.c);

    Gemm.OnHipparchus hipparchus = new Gemm.OnHipparchus();
    hipparchus.setUp(Tiny.order());
    RealMatrix product = gemm.hipparchus(hipparchus);
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        assertClose(
            new double[] {expected[i + j * N]}, new double[] {product.getEntry(i, j)}, 1e-10);
      }
    }
  }
}

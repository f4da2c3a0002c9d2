package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.lower;
import static dev.luthier.bench.workload.Dense.product;
import static dev.luthier.bench.workload.Dense.transposed;
import static dev.luthier.bench.workload.Tiny.N;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyrkTest {
  private final Syrk syrk = new Syrk();
  private final double[] expected =
      lower(N, product(N, N, N, Syrk.a(N), transposed(N, N, Syrk.a(N))));

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionMultipliesByTheTranspose(String backend) {
    OpenSession open = Tiny.session(backend);
    Syrk.OnSession on = new Syrk.OnSession();
    on.setUp(open, Tiny.order());
    syrk.session(on);
    assertClose(expected, lower(N, open.elements(on.c)));
    open.close();
  }

  @Test
  void plainRoutineMultipliesByTheTranspose() {
    PlainLibrary library = Tiny.plain();
    Syrk.OnPlain on = new Syrk.OnPlain();
    on.setUp(library, Tiny.order());
    syrk.plain(on);
    assertClose(expected, lower(N, on.c.download()));
  }

  @Test
  void peerMultipliesByTheTranspose() {
    Syrk.OnNetlib on = new Syrk.OnNetlib();
    on.setUp(Tiny.order());
    syrk.netlib(on);
    assertClose(expected, lower(N, on.c));
  }
}

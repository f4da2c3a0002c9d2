package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.identity;
import static dev.luthier.bench.workload.Dense.product;
import static dev.luthier.bench.workload.Dense.square;
import static dev.luthier.bench.workload.Dense.symmetric;
import static dev.luthier.bench.workload.Tiny.N;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InverseTest {
  private final Inverse inverse = new Inverse();

  /** L Lᵀ X = I. */
  private static void assertInverse(double[] x) {
    assertClose(identity(N), product(N, N, N, square(N, Sample.factor(N)), symmetric(N, x)));
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionInverts(String backend) {
    OpenSession open = Tiny.session(backend);
    Inverse.OnSession on = new Inverse.OnSession();
    on.setUp(open, Tiny.order());
    inverse.session(on);
    assertInverse(open.elements(on.out));
    open.close();
  }

  @Test
  void plainRoutineInvertsAsOftenAsItsOperandIsRestored() {
    PlainLibrary library = Tiny.plain();
    Inverse.OnPlain on = new Inverse.OnPlain();
    on.setUp(library, Tiny.order());
    for (int invocation = 0; invocation < 2; invocation++) {
      on.restore();
      assertEquals(0, inverse.plain(on));
      assertInverse(on.out.download());
    }
  }
}

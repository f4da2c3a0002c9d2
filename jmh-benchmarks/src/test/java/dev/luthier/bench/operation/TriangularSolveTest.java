package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.product;
import static dev.luthier.bench.workload.Tiny.N;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TriangularSolveTest {
  private final TriangularSolve solve = new TriangularSolve();

  /** L X = B. */
  private static void assertSolved(double[] x) {
    int columns = TriangularSolve.COLUMNS;
    assertClose(TriangularSolve.b(N), product(N, N, columns, Sample.factor(N), x));
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionSolvesAsOftenAsOperandsAreRestored(String backend) {
    OpenSession open = Tiny.session(backend);
    TriangularSolve.OnSession on = new TriangularSolve.OnSession();
    on.setUp(open, Tiny.order());
    for (int invocation = 0; invocation < 2; invocation++) {
      on.restore();
      solve.session(on);
      assertSolved(open.elements(on.x));
    }
    open.close();
  }

  @Test
  void plainRoutineSolvesAsOftenAsOperandsAreRestored() {
    PlainLibrary library = Tiny.plain();
    TriangularSolve.OnPlain on = new TriangularSolve.OnPlain();
    on.setUp(library, Tiny.order());
    for (int invocation = 0; invocation < 2; invocation++) {
      on.restore();
      solve.plain(on);
      assertSolved(on.x.download());
    }
  }

  @Test
  void peerSolves() {
    TriangularSolve.OnNetlib on = new TriangularSolve.OnNetlib();
    on.setUp(Tiny.order());
    on.restore();
    solve.netlib(on);
    assertSolved(on.x);
  }
}

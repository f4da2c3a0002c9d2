package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.lower;
import static dev.luthier.bench.workload.Dense.product;
import static dev.luthier.bench.workload.Dense.square;
import static dev.luthier.bench.workload.Dense.transposed;
import static dev.luthier.bench.workload.Tiny.N;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import dev.luthier.linalg.CholeskyOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AppendRowTest {
  private final AppendRow append = new AppendRow();

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionAppendsAndTakesOffAgain(String backend) {
    OpenSession open = Tiny.session(backend);
    AppendRow.OnSession on = new AppendRow.OnSession();
    on.setUp(open, Tiny.order());
    for (int invocation = 0; invocation < 2; invocation++) {
      assertInstanceOf(CholeskyOutcome.Definite.class, append.session(on));
      assertEquals(N, on.factor.order());
    }
    // The same once more, left there to be looked at.
    on.factor.append(1, on.rows);
    assertClose(bordered(), square(N + 1, open.elements(on.factor.matrix())));
    open.close();
  }

  /** K with its new row and column. */
  private static double[] bordered() {
    double[] k = Sample.definite(N);
    double[] row = AppendRow.row(N);
    double[] larger = new double[(N + 1) * (N + 1)];
    for (int j = 0; j < N; j++) {
      System.arraycopy(k, j * N, larger, j * (N + 1), N);
      larger[N + j * (N + 1)] = row[j];
      larger[j + N * (N + 1)] = row[j];
    }
    larger[larger.length - 1] = AppendRow.CORNER;
    return larger;
  }

  @Test
  void plainRoutineSolvesForTheRow() {
    PlainLibrary library = Tiny.plain();
    AppendRow.OnPlain on = new AppendRow.OnPlain();
    on.setUp(library, Tiny.order());
    for (int invocation = 0; invocation < 2; invocation++) {
      on.restore();
      append.plain(on);
      double[] l = lower(N, on.l.download());
      assertClose(AppendRow.row(N), product(1, N, N, on.solved.download(), transposed(N, N, l)));
    }
  }
}

package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.product;
import static dev.luthier.bench.workload.Tiny.N;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricMultiplyTest {
  private final SymmetricMultiply multiply = new SymmetricMultiply();

  private static SymmetricMultiply.Columns columns(int count) {
    var columns = new SymmetricMultiply.Columns();
    columns.columns = count;
    return columns;
  }

  private static double[] expected(int columns) {
    return product(N, N, columns, Sample.definite(N), SymmetricMultiply.b(N, columns));
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionMultipliesOneColumnAndSeveral(String backend) {
    OpenSession open = Tiny.session(backend);
    for (int count : List.of(1, 10)) {
      var on = new SymmetricMultiply.OnSession();
      on.setUp(open, Tiny.order(), columns(count));
      multiply.session(on);
      assertClose(expected(count), open.elements(on.c));
    }
    open.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void plainRoutinesMultiply(int count) {
    PlainLibrary library = Tiny.plain();
    var on = new SymmetricMultiply.OnPlain();
    on.setUp(library, Tiny.order(), columns(count));
    multiply.plain(on);
    assertClose(expected(count), on.c.download());
  }
}

package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Tiny.N;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransferTest {
  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void numbersArriveOnBothSides(String backend) {
    OpenSession open = Tiny.session(backend);
    Transfer.OnSession on = new Transfer.OnSession();
    on.setUp(open, Tiny.order());
    new Transfer().session(on);
    assertClose(Sample.points(N, 8), open.elements(on.target), 0);
    new Transfer().sessionBack(on);
    assertClose(Sample.matrix(N, 1, 9), on.answer, 0);
    open.close();
  }
}

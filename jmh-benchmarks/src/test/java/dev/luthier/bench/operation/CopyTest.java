package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Tiny.N;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CopyTest {
  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionCopies(String backend) {
    OpenSession open = Tiny.session(backend);
    Copy.OnSession on = new Copy.OnSession();
    on.setUp(open, Tiny.order());
    new Copy().session(on);
    assertClose(Sample.definite(N), open.elements(on.target), 0);
    open.close();
  }

  @Test
  void plainMemoryIsCopied() {
    PlainLibrary library = Tiny.plain();
    Copy.OnPlain on = new Copy.OnPlain();
    on.setUp(library, Tiny.order());
    new Copy().plain(on);
    assertClose(Sample.definite(N), on.target.download(), 0);
  }
}

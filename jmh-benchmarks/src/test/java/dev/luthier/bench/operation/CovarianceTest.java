package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.covariance;
import static dev.luthier.bench.workload.Dense.lower;
import static dev.luthier.bench.workload.Tiny.N;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import dev.luthier.linalg.CovarianceOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CovarianceTest {
  private final double[] x = Sample.points(N, 8);

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionEvaluatesTheKernelAndAddsTheDiagonal(String backend) {
    OpenSession open = Tiny.session(backend);
    Covariance.OnSession on = new Covariance.OnSession();
    on.setUp(open, Tiny.order());
    assertInstanceOf(CovarianceOutcome.Computed.class, new Covariance().session(on));
    double[] expected = covariance(Sample.kernel(), N, x, N, x);
    for (int i = 0; i < N; i++) {
      expected[i + i * N] += 0.01;
    }
    assertClose(lower(N, expected), lower(N, open.elements(on.out)));
    open.close();
  }
}

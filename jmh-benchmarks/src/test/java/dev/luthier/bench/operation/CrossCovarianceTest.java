package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.covariance;
import static dev.luthier.bench.workload.Tiny.N;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import dev.luthier.linalg.CovarianceOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrossCovarianceTest {
  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionEvaluatesTheKernel(String backend) {
    OpenSession open = Tiny.session(backend);
    CrossCovariance.OnSession on = new CrossCovariance.OnSession();
    on.setUp(open, Tiny.order());
    assertInstanceOf(CovarianceOutcome.Computed.class, new CrossCovariance().session(on));
    int m = CrossCovariance.CANDIDATES;
    double[] expected = covariance(Sample.kernel(), N, Sample.points(N, 8), m, Sample.points(m, 9));
    assertClose(expected, open.elements(on.out));
    open.close();
  }
}

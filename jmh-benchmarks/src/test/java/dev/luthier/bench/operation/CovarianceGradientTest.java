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

class CovarianceGradientTest {
  /** Central differences of step h are wrong by h² and by rounding of the order 1e-16 / h. */
  private static final double STEP = 1e-5;

  private static double contraction(double[] theta) {
    double[] x = Sample.points(N, 8);
    double[] w = Sample.definite(N);
    double[] k = covariance(Sample.kernel().withHyperparameters(theta), N, x, N, x);
    double sum = 0;
    for (int i = 0; i < k.length; i++) {
      sum += w[i] * k[i];
    }
    return sum;
  }

  private static double difference(int t) {
    double[] up = Sample.kernel().hyperparameters();
    double[] down = up.clone();
    up[t] += STEP;
    down[t] -= STEP;
    return (contraction(up) - contraction(down)) / (2 * STEP);
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void sessionContracts(String backend) {
    OpenSession open = Tiny.session(backend);
    CovarianceGradient.OnSession on = new CovarianceGradient.OnSession();
    on.setUp(open, Tiny.order());
    assertInstanceOf(CovarianceOutcome.Computed.class, new CovarianceGradient().session(on));
    double[] expected = new double[Sample.DIMENSION + 1];
    for (int t = 0; t < expected.length; t++) {
      expected[t] = difference(t);
    }
    assertClose(expected, open.elements(on.gradient), 1e-8);
    open.close();
  }
}

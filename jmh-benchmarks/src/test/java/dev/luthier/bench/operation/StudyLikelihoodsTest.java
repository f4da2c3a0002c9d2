package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.cholesky;
import static dev.luthier.bench.workload.Dense.covariance;
import static dev.luthier.bench.workload.Dense.solve;
import static dev.luthier.bench.workload.Tiny.N;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import dev.luthier.linalg.Kernel;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudyLikelihoodsTest {
  private static final int STUDIES = 3;

  /** Central differences of step h are wrong by h² and by rounding of the order 1e-14 / h. */
  private static final double STEP = 1e-4;

  /** At one study's hyperparameters. */
  private static double likelihood(int study, double[] theta) {
    int p = theta.length - 1;
    Kernel kernel = Sample.kernel().withHyperparameters(Arrays.copyOf(theta, p));
    double[] x = Sample.points(N, study);
    double[] k = covariance(kernel, N, x, N, x);
    for (int i = 0; i < N; i++) {
      k[i + i * N] += Math.exp(theta[p]);
    }
    double[] l = cholesky(N, k);
    double[] v = solve(N, l, Sample.matrix(N, 1, 20_000L + study));
    double sum = 0;
    for (int i = 0; i < N; i++) {
      sum -= 0.5 * v[i] * v[i] + Math.log(l[i + i * N]) + 0.5 * Math.log(2 * Math.PI);
    }
    return sum;
  }

  private static double difference(int study, double[] theta, int t) {
    double[] up = theta.clone();
    double[] down = theta.clone();
    up[t] += STEP;
    down[t] -= STEP;
    return (likelihood(study, up) - likelihood(study, down)) / (2 * STEP);
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void batchEvaluatesEveryStudy(String backend) {
    OpenSession open = Tiny.session(backend);
    StudyLikelihoods.OnBatch on = new StudyLikelihoods.OnBatch();
    on.studies = STUDIES;
    on.n = N;
    on.setUp(open);
    double[] values = new StudyLikelihoods().batch(on);
    int parameters = on.theta.length / STUDIES;
    for (int b = 0; b < STUDIES; b++) {
      double[] theta = Arrays.copyOfRange(on.theta, b * parameters, (b + 1) * parameters);
      assertClose(new double[] {likelihood(b, theta)}, new double[] {values[b]}, 1e-10);
      double[] expected = new double[parameters];
      for (int t = 0; t < parameters; t++) {
        expected[t] = difference(b, theta, t);
      }
      double[] actual = Arrays.copyOfRange(on.gradients, b * parameters, (b + 1) * parameters);
      assertClose(expected, actual, 1e-6);
    }
    on.close();
    open.close();
  }
}

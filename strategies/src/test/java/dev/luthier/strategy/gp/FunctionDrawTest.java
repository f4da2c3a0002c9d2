package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Session;
import dev.luthier.strategy.Workload;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.ModelFamily.Model;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import dev.luthier.testkit.ReferenceCompute;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionDrawTest {
  private static final int DRAWS = 1_000;

  private static Kernel kernel(boolean isMasked) {
    List<LengthScale> scales = List.of(LengthScale.numeric(0.4, 0));
    return Kernel.of(
        1,
        isMasked
            ? new Radial(
                RadialProfile.MATERN_52, scales, new Activity.Masked(1, Activity.InactivePair.ONE))
            : Radial.of(RadialProfile.MATERN_52, scales));
  }

  private static Points points(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] columns = new double[2 * count];
    for (int i = 0; i < count; i++) {
      columns[i] = random.nextDouble();
      columns[count + i] = i % 2;
    }
    return new Points(count, 2, columns);
  }

  private static GaussianProcess process(Session session, boolean isMasked) {
    Points observed = points(8, 1);
    GaussianProcess process =
        GaussianProcess.observing(session, new Model(kernel(isMasked), 0.01), observed, 8)
            .orElseThrow();
    double[] y = new double[8];
    Arrays.setAll(y, i -> Math.sin(6 * observed.columns()[i]));
    process.setTargets(y);
    return process;
  }

  /** Within five standard errors of the posterior's; a variance's is about √(2/s) of it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void drawsHaveThePosteriorsMeanAndVariance(boolean isMasked) {
    Points at = points(5, 2);
    try (Session session = new ReferenceCompute().openSession(new Workload(8, 2, 5));
        GaussianProcess process = process(session, isMasked);
        Posterior posterior = process.at(at)) {
      double[] mean = posterior.mean();
      double[] variance = posterior.variance();
      double[] sums = new double[5];
      double[] squares = new double[5];
      for (int s = 0; s < DRAWS; s++) {
        double[] draw = new FunctionDraw(session, process).at(at, new SplittableRandom(s));
        for (int j = 0; j < 5; j++) {
          sums[j] += draw[j] - mean[j];
          squares[j] += (draw[j] - mean[j]) * (draw[j] - mean[j]);
        }
      }
      for (int j = 0; j < 5; j++) {
        assertEquals(0, sums[j] / DRAWS, 5 * Math.sqrt(variance[j] / DRAWS));
        assertEquals(variance[j], squares[j] / DRAWS, 5 * variance[j] * Math.sqrt(2.0 / DRAWS));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void jointDrawsHaveABound(boolean isMasked) {
    int m = FunctionDraw.MOST_JOINT + 10;
    try (Session session = new ReferenceCompute().openSession(new Workload(8, 2, m));
        GaussianProcess process = process(session, isMasked)) {
      double[] draw = new FunctionDraw(session, process).at(points(m, 3), new SplittableRandom(1));
      assertEquals(m, draw.length);
      for (int j = 0; j < m; j++) {
        boolean isFinite = !isMasked || j < FunctionDraw.MOST_JOINT;
        assertTrue(isFinite ? Math.abs(draw[j]) < 10 : draw[j] == Double.POSITIVE_INFINITY);
      }
    }
  }
}

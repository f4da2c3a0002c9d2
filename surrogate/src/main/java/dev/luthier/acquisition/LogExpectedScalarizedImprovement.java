package dev.luthier.acquisition;

import dev.luthier.pareto.AugmentedChebyshev;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The logarithm of the expected improvement of a scalarization of several independent objectives,
 * averaged over fixed normal draws (ParEGO, Knowles 2006, with a model of each objective instead of
 * one of their scalarization: the improvement of Daulton, Balandat, Bakshy 2020, arXiv:2006.05078,
 * §5). Immutable; any thread.
 *
 * <pre>
 *   name    meaning                                             shape
 *   ε       standard normal draws, with their negatives         S × K
 *   f_s     μ + σ ε_s                                           K
 *   s(f)    augmented Chebyshev scalarization                   scalar
 *   a       log ((1/S) Σ_s τ softplus((best − s(f_s))/τ))
 * </pre>
 *
 * <p>The softplus instead of max(0, ·) leaves a gradient where no draw improves (Ament et al. 2023,
 * arXiv:2310.20708, eq. 9). O(S K) a candidate.
 */
public final class LogExpectedScalarizedImprovement implements JointAcquisition {
  /** Pairs of draws, the same for all candidates, so that their errors go together; not tuned. */
  private static final int PAIRS = 64;

  /** Of the scalarization's range, which is about 1: far below a gain that matters. */
  private static final double TEMPERATURE = 1e-2;

  private final AugmentedChebyshev scalarization;
  private final double best;
  private final double[][] normals;

  private LogExpectedScalarizedImprovement(
      AugmentedChebyshev scalarization, double best, double[][] normals) {
    this.scalarization = scalarization;
    this.best = best;
    this.normals = normals;
  }

  /**
   * The improvement over the best of some points.
   *
   * @param points at least one, K objectives each
   */
  public static LogExpectedScalarizedImprovement over(
      List<double[]> points, AugmentedChebyshev scalarization, RandomGenerator random) {
    double best = points.stream().mapToDouble(scalarization::value).min().orElseThrow();
    int outputs = points.getFirst().length;
    double[][] normals = new double[2 * PAIRS][outputs];
    for (int s = 0; s < 2 * PAIRS; s += 2) {
      for (int k = 0; k < outputs; k++) {
        normals[s][k] = random.nextGaussian();
        normals[s + 1][k] = -normals[s][k];
      }
    }
    return new LogExpectedScalarizedImprovement(scalarization, best, normals);
  }

  @Override
  public int outputs() {
    return scalarization.weights().length;
  }

  @Override
  public JointValuation value(double[][] mean, double[][] variance) {
    int outputs = outputs();
    JointValuation valuation = JointValuation.zeros(outputs, mean[0].length);
    double[] f = new double[outputs];
    double[] slope = new double[outputs];
    double[] scaled = new double[normals.length];
    double[] logarithm = new double[normals.length];
    for (int j = 0; j < mean[0].length; j++) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int s = 0; s < normals.length; s++) {
        scaled[s] = (best - scalarization.value(draw(mean, variance, j, s, f))) / TEMPERATURE;
        logarithm[s] = logSoftplus(scaled[s]);
        greatest = Math.max(greatest, logarithm[s]);
      }
      double sum = 0;
      for (double one : logarithm) {
        sum += Math.exp(one - greatest);
      }
      double logMean = greatest + Math.log(sum / normals.length);
      valuation.value()[j] = logMean + Math.log(TEMPERATURE);
      for (int s = 0; s < normals.length; s++) {
        // ∂a/∂s(f_s): share of the draw, times ∂ log softplus.
        double share = Math.exp(logarithm[s] - greatest) / sum;
        double bySoftplus = -share * logSoftplusSlope(scaled[s], logarithm[s]) / TEMPERATURE;
        scalarization.gradient(draw(mean, variance, j, s, f), slope);
        for (int k = 0; k < outputs; k++) {
          Deviation sigma = Deviation.of(variance[k][j]);
          double byOutput = bySoftplus * slope[k];
          valuation.byMean()[k][j] += byOutput;
          if (!sigma.isFloor()) {
            valuation.byVariance()[k][j] += byOutput * normals[s][k] / (2 * sigma.value());
          }
        }
      }
    }
    return valuation;
  }

  private double[] draw(double[][] mean, double[][] variance, int j, int s, double[] f) {
    for (int k = 0; k < f.length; k++) {
      f[k] = mean[k][j] + Deviation.of(variance[k][j]).value() * normals[s][k];
    }
    return f;
  }

  /** log log(1 + eˣ), which is x where eˣ vanishes. */
  private static double logSoftplus(double x) {
    return x < -30 ? x : Math.log(x > 30 ? x : Math.log1p(Math.exp(x)));
  }

  /** Its derivative: eˣ/(1 + eˣ) over log(1 + eˣ). */
  private static double logSoftplusSlope(double x, double logSoftplus) {
    return x < -30 ? 1 : Math.exp(-logSoftplus) / (1 + Math.exp(-x));
  }
}

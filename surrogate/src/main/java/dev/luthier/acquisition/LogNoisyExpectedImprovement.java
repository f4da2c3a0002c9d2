package dev.luthier.acquisition;

import java.util.Arrays;

/**
 * The logarithm of the expected improvement where what is to be improved on is itself uncertain,
 * because observations are noisy or still being made: averaged over draws of the function at those
 * points, each of which is believed in turn (Letham et al. 2019, arXiv:1706.07094, section 4; Snoek
 * et al. 2012, arXiv:1206.2944, section 3.3). Larger is better. Immutable; any thread.
 *
 * <pre>
 *   a = log ((1/S) Σ_s EI(μ_s, σ², best_s))
 *
 *   name     meaning                                                     shape
 *   best     the least value of each draw                                S
 *   μ_s      mean at a candidate if draw s is true                       S × m
 *   σ²       variance there, the same for every draw                     m, S times
 * </pre>
 *
 * <p>Every draw is an output, so that the function fits among constraints. O(S) a candidate.
 */
public final class LogNoisyExpectedImprovement implements JointAcquisition {
  private final double[] best;

  /**
   * Over so many draws.
   *
   * @param best S values, at least one
   */
  public LogNoisyExpectedImprovement(double... best) {
    this.best = best.clone();
  }

  /** S. */
  @Override
  public int outputs() {
    return best.length;
  }

  @Override
  public JointValuation value(double[][] mean, double[][] variance) {
    int draws = best.length;
    int m = mean[0].length;
    Valuation[] each = new Valuation[draws];
    Arrays.setAll(each, s -> new LogExpectedImprovement(best[s]).value(mean[s], variance[s]));
    double[] greatest = new double[m];
    Arrays.setAll(
        greatest, j -> Arrays.stream(each).mapToDouble(v -> v.value()[j]).max().orElseThrow());
    double[] sum = new double[m];
    JointValuation valuation = JointValuation.zeros(draws, m);
    for (int j = 0; j < m; j++) {
      for (Valuation one : each) {
        sum[j] += Math.exp(one.value()[j] - greatest[j]);
      }
      valuation.value()[j] = greatest[j] + Math.log(sum[j] / draws);
      for (int s = 0; s < draws; s++) {
        double share = Math.exp(each[s].value()[j] - greatest[j]) / sum[j];
        valuation.byMean()[s][j] = share * each[s].byMean()[j];
        valuation.byVariance()[s][j] = share * each[s].byVariance()[j];
      }
    }
    return valuation;
  }
}

package dev.luthier.acquisition;

import dev.luthier.linalg.ArrayMath;
import dev.luthier.pareto.ParetoFront;
import java.util.Arrays;
import java.util.List;

/**
 * The logarithm of the expected gain in hypervolume, exact for independent normal objectives, all
 * minimized. Immutable; any thread.
 *
 * <pre>
 *   name       meaning                                                          shape
 *   K, m, B    objectives, candidates, boxes                                    scalars
 *   r          reference point                                                  K
 *   [l, u]_b   disjoint boxes that cover what is below r and not dominated      B
 *   F_kb       E [max(u_kb − f_k, 0) − max(l_kb − f_k, 0)]                      K × B
 *   EHVI       Σ_b Π_k F_kb                                                     m
 *   p_b        Π_k F_kb / EHVI, what box b has of the gain                      B
 * </pre>
 *
 * <p>A point gains, of every box, the part above it, whose sides are independent: hence the
 * products (Yang et al. 2019, doi:10.1007/s10898-019-00798-7). Sums are taken over logarithms, so
 * that there is a gradient hundreds of deviations away, where EHVI underflows (Ament et al. 2023,
 * arXiv:2310.20708):
 *
 * <pre>
 *   log EHVI = log Σ_b exp Σ_k log F_kb     ∂ log EHVI/∂x = Σ_b p_b Σ_k ∂ log F_kb/∂x
 * </pre>
 *
 * <p>A candidate costs O(K n) normal distributions, n points of the front, since boxes share their
 * sides, and O(K B) additions and B exponentials; B = n + 1 with two objectives, 2n + 1 with three,
 * about 5n with four. A call allocates O(K B) once, nothing for a candidate but its results. With
 * one objective it is {@link LogExpectedImprovement}. Beyond four objectives B grows fast; a
 * scalarization ({@link dev.luthier.pareto.AugmentedChebyshev}) is the usual way out.
 */
public final class LogExpectedHypervolumeImprovement implements JointAcquisition {
  private final NondominatedBoxes boxes;

  private LogExpectedHypervolumeImprovement(NondominatedBoxes boxes) {
    this.boxes = boxes;
  }

  /**
   * The gain over a front. O(n^(K−1)), once for all candidates.
   *
   * @param front what has been found; if empty, everything below the reference is gain
   * @param reference r, K finite values: the worst that still counts; points of the front that are
   *     not below it in every objective do not matter
   */
  public static LogExpectedHypervolumeImprovement over(ParetoFront front, double[] reference) {
    return new LogExpectedHypervolumeImprovement(NondominatedBoxes.below(reference, front));
  }

  @Override
  public int outputs() {
    return boxes.side().length;
  }

  @Override
  public JointValuation value(double[][] mean, double[][] variance) {
    int m = mean[0].length;
    JointValuation valuation = JointValuation.zeros(outputs(), m);
    List<IntervalGains> gains = boxes.intervals().stream().map(IntervalGains::new).toList();
    double[] terms = new double[boxes.count()];
    for (int j = 0; j < m; j++) {
      for (int k = 0; k < outputs(); k++) {
        gains.get(k).evaluate(mean[k][j], Deviation.of(variance[k][j]).value());
      }
      valuation.value()[j] = logSum(gains, terms);
      for (int k = 0; k < outputs(); k++) {
        Deviation sigma = Deviation.of(variance[k][j]);
        double byMean = shared(terms, gains.get(k).byMean, boxes.side()[k]);
        double byDeviation = shared(terms, gains.get(k).byDeviation, boxes.side()[k]);
        valuation.byMean()[k][j] = byMean / sigma.value();
        valuation.byVariance()[k][j] =
            sigma.isFloor() ? 0 : byDeviation / (2 * sigma.value() * sigma.value());
      }
    }
    return valuation;
  }

  /** log EHVI; terms become the shares p. */
  private double logSum(List<IntervalGains> gains, double[] terms) {
    Arrays.fill(terms, 0);
    for (int k = 0; k < gains.size(); k++) {
      double[] logarithm = gains.get(k).logarithm;
      int[] side = boxes.side()[k];
      for (int b = 0; b < terms.length; b++) {
        terms[b] += logarithm[side[b]];
      }
    }
    double sum = ArrayMath.best().logSumExp(terms, 0, terms.length);
    for (int b = 0; b < terms.length; b++) {
      terms[b] -= sum;
    }
    ArrayMath.best().exp(terms, terms);
    return sum;
  }

  /** Σ_b p_b derivative_b. */
  private static double shared(double[] shares, double[] derivative, int[] side) {
    double sum = 0;
    for (int b = 0; b < shares.length; b++) {
      sum += shares[b] * derivative[side[b]];
    }
    return sum;
  }
}

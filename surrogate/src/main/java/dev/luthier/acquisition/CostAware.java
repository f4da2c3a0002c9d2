package dev.luthier.acquisition;

import java.util.Arrays;

/**
 * What a candidate is worth per unit of what its evaluation costs (Snoek et al. 2012,
 * arXiv:1206.2944, section 3.2). The logarithm of the cost is the last output, after those of α.
 *
 * <pre>
 *   a = log α − λ μ_cost
 * </pre>
 *
 * <p>e^μ is the median of the predicted cost; its mean, e^(μ + σ²/2), would punish not knowing.
 * Immutable; any thread. O(m) besides the cost of log α.
 *
 * @param worth log α, a logarithm: what is taken from it divides α
 * @param exponent λ ≥ 0; 1 is per unit of cost, 0 ignores cost; in between, falling from 1 to 0 as
 *     the budget is used up, is cost cooling (Lee et al. 2020, arXiv:2003.10870)
 */
public record CostAware(JointAcquisition worth, double exponent) implements JointAcquisition {
  public CostAware {
    if (!(exponent >= 0 && exponent < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("exponent = " + exponent + ", must be ≥ 0 and finite");
    }
  }

  @Override
  public int outputs() {
    return worth.outputs() + 1;
  }

  @Override
  public JointValuation value(double[][] mean, double[][] variance) {
    int cost = worth.outputs();
    JointValuation free = worth.value(Arrays.copyOf(mean, cost), Arrays.copyOf(variance, cost));
    JointValuation valuation =
        new JointValuation(
            free.value(),
            Arrays.copyOf(free.byMean(), cost + 1),
            Arrays.copyOf(free.byVariance(), cost + 1));
    int m = mean[cost].length;
    valuation.byMean()[cost] = new double[m];
    valuation.byVariance()[cost] = new double[m];
    Arrays.fill(valuation.byMean()[cost], -exponent);
    for (int j = 0; j < m; j++) {
      valuation.value()[j] -= exponent * mean[cost][j];
    }
    return valuation;
  }
}

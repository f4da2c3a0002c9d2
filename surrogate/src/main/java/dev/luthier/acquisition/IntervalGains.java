package dev.luthier.acquisition;

import dev.luthier.linalg.ArrayMath;

/**
 * How much of each interval a normal variable f is expected to gain, as a logarithm that neither
 * underflows nor cancels. Working memory for one candidate after another; one thread.
 *
 * <pre>
 *   name         meaning                                                      shape
 *   l, u         an interval's ends                                           scalars
 *   F            E [max(u − f, 0) − max(l − f, 0)] = σ (h(z_u) − h(z_l))      scalar
 *   z            (edge − μ)/σ, from −1e150 to 1e150                           edges
 *   tail         at −|z|: log h, r = Φ/h, φ/h; and h itself, which may be 0   edges
 *   d            (u − l)/σ = z_u − z_l, without their rounding                scalar
 *   w            middle of an interval, (z_l + z_u)/2                         intervals
 *   logarithm    log F                                                        intervals
 *   byMean       σ ∂ log F/∂μ = −σ (Φ(z_u) − Φ(z_l))/F                        intervals
 *   byDeviation  σ ∂ log F/∂σ = σ (φ(z_u) − φ(z_l))/F                         intervals
 * </pre>
 *
 * <p>Three cases. <b>Narrow</b>, where h(z_u) and h(z_l) would cancel: F/σ is the integral of Φ,
 * and so Taylor's series about the middle,
 *
 * <pre>
 *   ∫ g = d Σ_j c_j g⁽²ʲ⁾(w)     c_j = (d/2)²ʲ/(2j + 1)!     for g = Φ, φ and φ'
 * </pre>
 *
 * with derivatives of φ by Hermite polynomials. <b>Below</b> the mean, both z ≤ 0: F = σ h(z_u) (1
 * − ρ), where log ρ = log h(z_l) − log h(z_u) = d w + log of the ratio of the φ/h: the squares of z
 * are subtracted by hand. <b>Above</b>: h(z) = z + h(−z), so that the large parts are differences
 * of u, l and μ. Ament et al. 2023 (arXiv:2310.20708) take one stable log(1 − eˣ) for all of it;
 * cases that do not cancel keep narrow intervals and gradients accurate as well.
 */
final class IntervalGains {
  /**
   * Widest narrow interval, by d max(1, −w), which is how much log Φ changes within. The series'
   * first term left out is (0.125)⁸/9.3e7 = 6e-16; wider intervals lose less than a digit.
   */
  private static final double NARROW = 0.125;

  /** φ(w) is 0 beyond; keeps 0 · ∞ out of the series. */
  private static final double DENSITY_ENDS = 40;

  private static final double C1 = 1.0 / 24;
  private static final double C2 = 1.0 / 1920;
  private static final double C3 = 1.0 / 322_560;

  private final Intervals intervals;
  private final double[] z;
  private final double[] logDistribution;
  private final double[] logTail;
  private final double[] slope;
  private final double[] densityRatio;
  private final double[] tail;
  private final double[] middle;
  private final double[] logDistributionInMiddle;

  final double[] logarithm;
  final double[] byMean;
  final double[] byDeviation;

  IntervalGains(Intervals intervals) {
    this.intervals = intervals;
    int edges = intervals.edges().length;
    z = new double[edges];
    logDistribution = new double[edges];
    logTail = new double[edges];
    slope = new double[edges];
    densityRatio = new double[edges];
    tail = new double[edges];
    int count = intervals.count();
    middle = new double[count];
    logDistributionInMiddle = new double[count];
    logarithm = new double[count];
    byMean = new double[count];
    byDeviation = new double[count];
  }

  /** Fills the results. O(edges + intervals). */
  void evaluate(double mean, double sigma) {
    double[] edges = intervals.edges();
    for (int e = 0; e < edges.length; e++) {
      z[e] =
          Math.clamp(
              (edges[e] - mean) / sigma, -ImprovementTail.FARTHEST, ImprovementTail.FARTHEST);
      logDistribution[e] = -Math.abs(z[e]);
    }
    ArrayMath.best().logNormalCdf(logDistribution, logDistribution);
    for (int e = 0; e < edges.length; e++) {
      ImprovementTail at = ImprovementTail.at(-Math.abs(z[e]), logDistribution[e]);
      logTail[e] = at.logarithm();
      slope[e] = at.slope();
      densityRatio[e] = at.densityRatio();
      tail[e] = Math.exp(at.logarithm());
    }
    for (int i = 0; i < middle.length; i++) {
      middle[i] = 0.5 * (z[intervals.lower()[i]] + z[intervals.upper()[i]]);
    }
    ArrayMath.best().logNormalCdf(middle, logDistributionInMiddle);
    for (int i = 0; i < middle.length; i++) {
      double width = difference(edges[intervals.upper()[i]], edges[intervals.lower()[i]]);
      if (width / sigma * Math.max(1, -middle[i]) <= NARROW) {
        narrow(i, width, sigma);
      } else if (z[intervals.upper()[i]] <= 0) {
        below(i, width, sigma);
      } else {
        above(i, width, mean, sigma);
      }
    }
  }

  /** Terms are grouped so that neither d nor w alone is raised to a power: w may be −1e150. */
  private void narrow(int i, double width, double sigma) {
    double w = Math.min(middle[i], DENSITY_ENDS);
    double q = ImprovementTail.distributionSlope(w, logDistributionInMiddle[i]);
    double d = width / sigma;
    double dd = d * d;
    double v = d * w;
    double vv = v * v;
    // Σ c_j Φ⁽²ʲ⁾ / Φ, and Σ c_j φ⁽²ʲ⁾ / φ, and Σ c_j φ⁽²ʲ⁺¹⁾ / (−w φ)
    double odd = C1 * v + C2 * v * (vv - 3 * dd) + C3 * v * (vv * vv - 10 * vv * dd + 15 * dd * dd);
    double distribution = 1 - q * d * odd;
    double density =
        1
            + C1 * (vv - dd)
            + C2 * (vv * vv - 6 * vv * dd + 3 * dd * dd)
            + C3 * (vv * vv * vv - 15 * vv * vv * dd + 45 * vv * dd * dd - 15 * dd * dd * dd);
    double derivative =
        1
            + C1 * (vv - 3 * dd)
            + C2 * (vv * vv - 10 * vv * dd + 15 * dd * dd)
            + C3 * (vv * vv * vv - 21 * vv * vv * dd + 105 * (vv - dd) * dd * dd);
    logarithm[i] = Math.log(width) + logDistributionInMiddle[i] + Math.log(distribution);
    byMean[i] = -q * density / distribution;
    byDeviation[i] = -w * q * derivative / distribution;
  }

  private void below(int i, double width, double sigma) {
    int l = intervals.lower()[i];
    int u = intervals.upper()[i];
    double ratio =
        Math.exp(width / sigma * middle[i] + Math.log(densityRatio[u] / densityRatio[l]));
    logarithm[i] = Math.log(sigma) + logTail[u] + Math.log1p(-ratio);
    byMean[i] = -(slope[u] - slope[l] * ratio) / (1 - ratio);
    byDeviation[i] = (densityRatio[u] - densityRatio[l] * ratio) / (1 - ratio);
  }

  private void above(int i, double width, double mean, double sigma) {
    int l = intervals.lower()[i];
    int u = intervals.upper()[i];
    double distributionBelow = slope[l] * tail[l];
    double gain;
    double probability;
    if (z[l] > 0) {
      gain = width - sigma * (tail[l] - tail[u]);
      probability = distributionBelow - slope[u] * tail[u];
    } else {
      gain = difference(intervals.edges()[u], mean) + sigma * (tail[u] - tail[l]);
      probability = 1 - slope[u] * tail[u] - distributionBelow;
    }
    logarithm[i] = Math.log(gain);
    byMean[i] = -probability * (sigma / gain);
    byDeviation[i] = (densityRatio[u] * tail[u] - densityRatio[l] * tail[l]) * (sigma / gain);
  }

  /** a − b, finite for finite a and b of any size. */
  private static double difference(double a, double b) {
    return Math.min(a - b, Double.MAX_VALUE);
  }
}

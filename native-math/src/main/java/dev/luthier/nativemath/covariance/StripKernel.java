package dev.luthier.nativemath.covariance;

import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.Term;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel between strips of one set of points and single points of another. Made for one
 * operation; O((n + m) d) memory.
 */
final class StripKernel {

  private final TermStrip[] terms;
  private final boolean[] logScale;

  /**
   * Copies the points.
   *
   * @param strip n × d
   * @param singles m × d, may be the same
   */
  StripKernel(Kernel kernel, OffHeapMatrix strip, OffHeapMatrix singles) {
    terms = new TermStrip[kernel.terms().size()];
    logScale = new boolean[kernel.hyperparameterCount()];
    Arrays.fill(logScale, true);
    int theta = 0;
    for (int t = 0; t < terms.length; t++) {
      Term term = kernel.terms().get(t);
      logScale[theta] = false;
      FactorStrip[] factors = factors(term.factors(), theta + 1, strip, singles);
      terms[t] = new TermStrip(term.variance(), theta, factors, strip.rows());
      theta += 1 + term.factors().stream().mapToInt(Factor::hyperparameterCount).sum();
    }
  }

  private static FactorStrip[] factors(
      List<Factor> factors, int firstTheta, OffHeapMatrix strip, OffHeapMatrix singles) {
    FactorStrip[] strips = new FactorStrip[factors.size()];
    int theta = firstTheta;
    for (int f = 0; f < strips.length; f++) {
      CompiledFactor compiled =
          switch (factors.get(f)) {
            case Radial radial -> new CompiledFactor(radial, theta);
          };
      strips[f] =
          new FactorStrip(
              compiled,
              FactorPoints.ofStrip(compiled, strip),
              FactorPoints.ofSingles(compiled, singles),
              strip.rows());
      theta += factors.get(f).hyperparameterCount();
    }
    return strips;
  }

  /** k(i) ← k(xᵢ, z) for the points of the strip and the single point z. */
  void values(Strip strip, double[] k) {
    Arrays.fill(k, strip.from(), strip.to(), 0);
    for (TermStrip term : terms) {
      term.addValue(strip, k);
    }
  }

  /** sums[t](i) += weight(i) · ∂k(xᵢ, z)/∂θ_t, to be finished by {@link #total}. */
  void addHyperparameterGradient(Strip strip, double[] weight, double[][] sums) {
    for (TermStrip term : terms) {
      term.addHyperparameterGradient(strip, weight, sums);
    }
  }

  /** sums[c](i) += weight(i) · ∂k(xᵢ, z)/∂x(i, c). */
  void addPointGradient(Strip strip, double[] weight, double[][] sums) {
    for (TermStrip term : terms) {
      term.addPointGradient(strip, weight, sums);
    }
  }

  /** The sum over all points; ∂s_g/∂log ℓ_g = −2 s_g. */
  double total(int t, double[] sums) {
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return logScale[t] ? -2 * total : total;
  }
}

package dev.luthier.nativemath.covariance;

import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.Term;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel with the points that one operation applies it to: what its tiles share. O((n + m) d)
 * memory. Immutable.
 */
final class CompiledKernel {

  private final List<CompiledTerm> terms = new ArrayList<>();
  private final StripLoops loops;
  private final int hyperparameters;

  /**
   * Copies the points.
   *
   * @param strips n × d
   * @param singles m × d, may be the same
   */
  CompiledKernel(Kernel kernel, OffHeapMatrix strips, OffHeapMatrix singles, StripLoops loops) {
    this.loops = loops;
    int theta = 0;
    for (Term term : kernel.terms()) {
      List<CompiledFactor> factors = factors(term.factors(), theta + 1);
      List<FactorPoints> points =
          factors.stream().map(factor -> new FactorPoints(factor, strips, singles)).toList();
      terms.add(new CompiledTerm(term.variance(), theta, factors, points));
      theta += 1 + term.factors().stream().mapToInt(Factor::hyperparameterCount).sum();
    }
    hyperparameters = theta;
  }

  private static List<CompiledFactor> factors(List<Factor> factors, int firstTheta) {
    List<CompiledFactor> compiled = new ArrayList<>(factors.size());
    int theta = firstTheta;
    for (Factor factor : factors) {
      compiled.add(
          switch (factor) {
            case Radial radial -> new CompiledFactor(radial, theta);
          });
      theta += factor.hyperparameterCount();
    }
    return compiled;
  }

  int hyperparameters() {
    return hyperparameters;
  }

  /**
   * Buffers for one thread.
   *
   * @param slots of single points whose gradients are summed at the same time
   */
  StripKernel open(int slots) {
    return new StripKernel(terms.stream().map(term -> term.open(loops, slots)).toList());
  }

  private record CompiledTerm(
      double variance, int theta, List<CompiledFactor> factors, List<FactorPoints> points) {

    TermStrip open(StripLoops loops, int slots) {
      FactorStrip[] strips = new FactorStrip[factors.size()];
      for (int f = 0; f < strips.length; f++) {
        strips[f] = new FactorStrip(factors.get(f), points.get(f), loops, slots);
      }
      return new TermStrip(variance, theta, strips, loops);
    }
  }
}

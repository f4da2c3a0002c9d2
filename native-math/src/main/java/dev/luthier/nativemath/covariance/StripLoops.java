package dev.luthier.nativemath.covariance;

/**
 * The loops that cost something, of which there are two kinds: with the Vector API, and for the
 * compiler's vectorizer where that module is absent. Both compute an element by the same formulas
 * ({@link Decay}, {@link PowerOfTwo}); one fuses multiplications with additions. Stateless.
 */
interface StripLoops {

  /** value ← Σ_c (x_c − w_c)² over the numeric columns, for each single point of the strip. */
  void squares(FactorArrays arrays, Strip strip);

  /** value: s′ → amplitude · ρ. */
  void values(FactorArrays arrays, Strip strip, double amplitude);

  /** value: s′ → ρ; slope ← dρ/ds′. */
  void valuesAndSlopes(FactorArrays arrays, Strip strip);

  /** sums(slot, c) += Σᵢ slope(i) (w_c − x_c(i))² for every numeric column and point q. */
  void addSquares(FactorArrays arrays, Strip strip, int slot);

  /** sums(slot, c) += Σᵢ slope(i) (w_c − x_c(i)) for every numeric column and point q. */
  void addDifferences(FactorArrays arrays, Strip strip, int slot);

  /** The number of partial sums that a sum over the points of strips is kept in. */
  int parts();

  /** sums[i mod parts] += h(i) for the points i of the strip. */
  void addSum(double[] h, Strip strip, double[] sums);

  /** Those that this virtual machine can run: with vectors if it has the module. */
  static StripLoops best() {
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    // The class of the first links against the module: it is not touched where that is absent.
    return present ? new VectorLoops() : new PlainLoops();
  }
}

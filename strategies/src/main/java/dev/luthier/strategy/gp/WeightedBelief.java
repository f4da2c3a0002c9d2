package dev.luthier.strategy.gp;

import java.util.Arrays;

/** Some of a parameter's choices are likelier the best than others: q is wₖ / mean w in cell k. */
final class WeightedBelief implements ParameterBelief {
  private final double[] densities;
  private final double[] distribution;

  /**
   * Of choices with equal cells.
   *
   * @param weights w, relative to each other; positive and finite
   */
  WeightedBelief(double[] weights) {
    double greatest = Arrays.stream(weights).max().orElseThrow();
    double[] relative = Arrays.stream(weights).map(w -> w / greatest).toArray();
    double mean = Arrays.stream(relative).average().orElseThrow();
    this.densities = Arrays.stream(relative).map(w -> ParameterBelief.doubted(w / mean)).toArray();
    this.distribution = ParameterBelief.distribution(densities);
  }

  @Override
  public double density(double coordinate) {
    return densities[Math.min((int) (coordinate * densities.length), densities.length - 1)];
  }

  @Override
  public double slope(double coordinate) {
    return 0;
  }

  @Override
  public double[] distribution() {
    return distribution;
  }
}

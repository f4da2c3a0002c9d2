package dev.luthier.strategy.gp;

import java.util.Arrays;

/**
 * The best value is near one that the user names.
 *
 * <pre>
 *   q(u) = exp(−½ ((u − m) / s)²) / c
 *
 *   name    meaning                                     range
 *   m       coordinate of the value                     [0, 1]
 *   s       deviation, in coordinates                   [0.01, 1]
 *   c       mean of the exponential over [0, 1]
 * </pre>
 *
 * <p>Of a discrete number π is taken at the centres of its cells, and its mean is still that of the
 * continuum: their weights relative to each other are exact, their sum nearly.
 */
final class NormalBelief implements ParameterBelief {
  /** Each is a tenth of the narrowest deviation. */
  private static final int PARTS = 1_024;

  private final double centre;
  private final double deviation;
  private final double mean;
  private final double[] distribution;

  NormalBelief(double centre, double deviation) {
    this.centre = centre;
    this.deviation = deviation;
    double[] middles = new double[PARTS];
    Arrays.setAll(middles, k -> bell((k + 0.5) / PARTS));
    this.mean = Arrays.stream(middles).average().orElseThrow();
    Arrays.setAll(middles, k -> density((k + 0.5) / PARTS));
    this.distribution = ParameterBelief.distribution(middles);
  }

  @Override
  public double density(double coordinate) {
    return ParameterBelief.doubted(bell(coordinate) / mean);
  }

  @Override
  public double slope(double coordinate) {
    double steepness = (centre - coordinate) / (deviation * deviation);
    return (1 - DOUBT) * steepness * bell(coordinate) / mean;
  }

  @Override
  public double[] distribution() {
    return distribution;
  }

  /** By StrictMath: the design is a function of it, and the same on every machine. */
  private double bell(double coordinate) {
    double z = (coordinate - centre) / deviation;
    return StrictMath.exp(-0.5 * z * z);
  }
}

package dev.luthier.linalg;

/**
 * How correlation decays with the scaled squared distance s = r². Each profile ρ is positive
 * definite on Euclidean space of any dimension, with ρ(0) = 1 (Rasmussen, Williams 2006, §4.2.1).
 * Derivatives are with respect to s, where they are finite at s = 0; with respect to r they would
 * be 0/0 there.
 */
public enum RadialProfile {
  /** ρ = (1 + √5 r + 5r²/3) exp(−√5 r). Twice differentiable paths. */
  MATERN_52 {
    @Override
    public double value(double squaredDistance) {
      double t = Math.sqrt(5 * squaredDistance);
      return (1 + t + t * t / 3) * Math.exp(-t);
    }

    @Override
    public double derivative(double squaredDistance) {
      double t = Math.sqrt(5 * squaredDistance);
      return -5.0 / 6 * (1 + t) * Math.exp(-t);
    }
  },
  /** ρ = (1 + √3 r) exp(−√3 r). Once differentiable paths. */
  MATERN_32 {
    @Override
    public double value(double squaredDistance) {
      double t = Math.sqrt(3 * squaredDistance);
      return (1 + t) * Math.exp(-t);
    }

    @Override
    public double derivative(double squaredDistance) {
      return -1.5 * Math.exp(-Math.sqrt(3 * squaredDistance));
    }
  },
  /** ρ = exp(−r²/2). Infinitely differentiable paths. */
  SQUARED_EXPONENTIAL {
    @Override
    public double value(double squaredDistance) {
      return Math.exp(-0.5 * squaredDistance);
    }

    @Override
    public double derivative(double squaredDistance) {
      return -0.5 * Math.exp(-0.5 * squaredDistance);
    }
  };

  /** ρ(s) for s = r² ≥ 0. */
  public abstract double value(double squaredDistance);

  /** dρ/ds for s = r² ≥ 0; finite at 0. */
  public abstract double derivative(double squaredDistance);
}

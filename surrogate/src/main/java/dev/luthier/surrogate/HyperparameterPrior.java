package dev.luthier.surrogate;

/**
 * What is believed about a positive hyperparameter h before seeing data. Densities are with respect
 * to h; arguments are t = log h, in which the fit moves. Additive constants are left out.
 */
public sealed interface HyperparameterPrior {

  /** log p(h) up to a constant, at t = log h. */
  double logDensity(double t);

  /** d log p(h)/dt. */
  double derivative(double t);

  /** log h is normal. The mode of h is exp(location − scale²). */
  record LogNormal(double location, double scale) implements HyperparameterPrior {
    public LogNormal {
      if (!(scale > 0)) {
        throw new IllegalArgumentException("scale = " + scale + ", must be positive");
      }
    }

    @Override
    public double logDensity(double t) {
      double z = (t - location) / scale;
      return -t - 0.5 * z * z;
    }

    @Override
    public double derivative(double t) {
      return -1 - (t - location) / (scale * scale);
    }
  }

  /** p(h) ∝ h^(shape − 1) exp(−rate · h). */
  record Gamma(double shape, double rate) implements HyperparameterPrior {
    public Gamma {
      if (!(shape > 0 && rate > 0)) {
        throw new IllegalArgumentException("shape = " + shape + ", rate = " + rate);
      }
    }

    @Override
    public double logDensity(double t) {
      return (shape - 1) * t - rate * Math.exp(t);
    }

    @Override
    public double derivative(double t) {
      return shape - 1 - rate * Math.exp(t);
    }
  }

  /** Every value of h is as likely as another. */
  record Flat() implements HyperparameterPrior {
    @Override
    public double logDensity(double t) {
      return 0;
    }

    @Override
    public double derivative(double t) {
      return 0;
    }
  }
}

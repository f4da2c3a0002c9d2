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

  /**
   * As usual, but with some probability log h is anywhere: of a length scale, that a function may
   * not depend on its parameter at all. Beyond what is usual the density falls only as 1/h.
   *
   * @param usual what is believed otherwise
   * @param share probability of the other case
   * @param width of the range in which log h then lies evenly; its ends are left to the bounds of
   *     the fit
   */
  record Exceptional(LogNormal usual, double share, double width) implements HyperparameterPrior {
    private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    public Exceptional {
      if (!(share > 0 && share < 1 && width > 0)) {
        throw new IllegalArgumentException("share = " + share + ", width = " + width);
      }
    }

    @Override
    public double logDensity(double t) {
      double usually = usually(t);
      double exceptionally = exceptionally(t);
      double greater = Math.max(usually, exceptionally);
      return greater + Math.log1p(Math.exp(-Math.abs(usually - exceptionally)));
    }

    @Override
    public double derivative(double t) {
      double posterior = 1 / (1 + Math.exp(exceptionally(t) - usually(t)));
      return posterior * usual.derivative(t) + (1 - posterior) * -1;
    }

    private double usually(double t) {
      return Math.log1p(-share) - LOG_ROOT_TWO_PI - Math.log(usual.scale) + usual.logDensity(t);
    }

    private double exceptionally(double t) {
      return Math.log(share / width) - t;
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

package dev.luthier.surrogate;

import java.util.Arrays;

/**
 * What trials report of one output, and how well they know it. The arrays are neither copied nor
 * changed.
 *
 * <pre>
 *   name     meaning                                                              shape
 *   values   y_i; NaN: the trial failed                                           n
 *   errors   s_i ≥ 0, standard error of a value; NaN: not told                    n
 *   noise    (s_i dT/dy(y_i))², variance of the target's noise; NaN: not known    n
 * </pre>
 *
 * <p>A standard error that is told replaces the noise variance σ² that is inferred, and is not
 * added to it: it says all of how far an evaluation may be off, while σ² is a guess at the same
 * from the scatter of the others. σ² is what remains for trials that say nothing. (Regression with
 * a diagonal of its own: Rasmussen, Williams 2006, eq. 2.20 with diag(σ_i²) for σ_n² I; Ankenman,
 * Nelson, Staum 2010, "Stochastic kriging for simulation metamodeling"; BoTorch does the same with
 * {@code train_Yvar}.)
 *
 * <p>The transform T to targets is taken as linear about the value (delta method), with constants,
 * such as a mean, that are exact.
 */
public record ObservedValues(double[] values, double[] errors) {
  /**
   * A thousand deviations of all targets: whatever is beyond says nothing, and ∞ is no number to
   * compute with.
   */
  private static final double GREATEST = 1e6;

  public ObservedValues {
    if (errors.length != values.length) {
      throw new IllegalArgumentException(
          errors.length + " standard errors of " + values.length + " values");
    }
  }

  /** Of which no standard error is told. */
  public static ObservedValues of(double[] values) {
    return new ObservedValues(values, Targets.of(values).noise());
  }

  /** Whether any standard error is told. */
  boolean hasErrors() {
    return Arrays.stream(errors).anyMatch(e -> !Double.isNaN(e));
  }

  /** The first value and every {@code step}-th after it. */
  public ObservedValues every(int step) {
    return new ObservedValues(ModelFit.every(values, step), ModelFit.every(errors, step));
  }

  /**
   * Their targets. O(n log n).
   *
   * @param leastNoise below which no variance is believed, so that K stays well conditioned: exact
   *     values have a standard error of 0
   */
  public Targets targets(TargetTransform transform, double leastNoise) {
    return new Targets(transform.apply(values), noise(transform, values, leastNoise));
  }

  /**
   * What is known of the noise of their targets, with a transform that has the constants of other
   * values; n variances, or NaN where nothing is known, or the others do not differ, so that no
   * target has a scale. O((m + n) log m), where an error is told, which only objectives have.
   *
   * @param reference m values, which the transform's constants are taken from
   * @param leastNoise as above
   */
  public double[] noise(TargetTransform transform, double[] reference, double leastNoise) {
    if (!hasErrors()) {
      return errors.clone();
    }
    double[] noise =
        switch (transform) {
          case OutputTransform ofObjective -> ofObjective.slopes(reference, values);
          case ConstraintTransform _, CostTransform _ ->
              throw new IllegalArgumentException("a standard error of what is no objective");
        };
    for (int i = 0; i < noise.length; i++) {
      double deviation = errors[i] * noise[i];
      noise[i] = Math.clamp(deviation * deviation, leastNoise, GREATEST);
    }
    return noise;
  }
}

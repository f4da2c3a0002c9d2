package dev.luthier.acquisition;

/**
 * What candidates promise, judged by several outputs at once, each modelled by a process of its
 * own: objectives, constraints, or both. Larger is better. Immutable; any thread.
 *
 * <pre>
 *   name      meaning                                         shape
 *   K         outputs()                                       scalar
 *   m         candidates                                      scalar
 *   mean      μ_k at candidate j, given the data              K × m
 *   variance  σ²_k there; outputs are independent given x     K × m
 * </pre>
 */
public interface JointAcquisition {

  /** K. */
  int outputs();

  /**
   * Values and derivatives at m candidates.
   *
   * @param mean K arrays of m values
   * @param variance K arrays of m values; below {@link AcquisitionFunction#LEAST_VARIANCE} they
   *     count as that, with derivative 0
   */
  JointValuation value(double[][] mean, double[][] variance);

  /** The function of a single output. */
  static JointAcquisition of(AcquisitionFunction function) {
    return new JointAcquisition() {
      @Override
      public int outputs() {
        return 1;
      }

      @Override
      public JointValuation value(double[][] mean, double[][] variance) {
        Valuation one = function.value(mean[0], variance[0]);
        return new JointValuation(
            one.value(), new double[][] {one.byMean()}, new double[][] {one.byVariance()});
      }
    };
  }
}

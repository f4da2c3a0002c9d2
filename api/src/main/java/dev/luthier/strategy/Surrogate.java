package dev.luthier.strategy;

import dev.luthier.space.Configuration;
import java.util.List;
import java.util.Map;

/**
 * A strategy's model of what trials will report, to be looked at. Used by one thread at a time, and
 * only until the strategy that gave it is used again.
 */
public interface Surrogate {

  /** One for each objective and constraint that is modelled, in the study's order. */
  List<Output> outputs();

  /**
   * What the models expect, by name of the output, one map for each configuration. O(n² m) for n
   * observations and m configurations.
   */
  List<Map<String, Prediction>> predict(List<Configuration> configurations);

  /**
   * The fitted model of one value.
   *
   * @param name of the objective or constraint
   * @param observations it was fitted to
   * @param lengthScales by name of the parameters that the model sees, in parts of the parameter's
   *     range on its own scale: how far one has to go for the value to change; long ones mean that
   *     the parameter matters little
   * @param noise standard deviation of what is reported for one configuration, in the value's
   *     units; through a nonlinear transform, near the best value or a constraint's limit
   * @param jitter added to the diagonal to be able to factor the covariance, in parts of the
   *     model's variance where nothing is known; 0 if none was
   * @param leftOut what the model expects at each observation, were it not told of that one; empty
   *     where that would take too long
   */
  record Output(
      String name,
      int observations,
      Map<String, Double> lengthScales,
      double noise,
      double jitter,
      List<LeftOut> leftOut) {
    public Output {
      lengthScales = Map.copyOf(lengthScales);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * A leave-one-out prediction.
   *
   * @param trial whose value was left out
   * @param observed that value
   * @param prediction of it by the others; its deviation has the noise of the measurement in it
   */
  record LeftOut(long trial, double observed, Prediction prediction) {}
}

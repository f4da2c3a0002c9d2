package com.example.digits;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * Moves weights along their gradients, and sets the gradients back to zero. Not DJL's {@code
 * Optimizer}: that one gives its running averages to a manager that lives as long as the process.
 */
sealed interface WeightUpdate {
  /** DJL's way of saying that gradients are taken as they are. */
  float NO_RESCALING = 1;

  float NO_CLIPPING = -1;

  /** One step. */
  void apply();

  static WeightUpdate of(Settings.Optimizer optimizer, List<NDArray> weights) {
    return switch (optimizer) {
      case Settings.Sgd sgd -> new Momentum(sgd, weights, zerosLike(weights));
      case Settings.Adam adam ->
          new AdaptiveMoments(adam, weights, zerosLike(weights), zerosLike(weights));
    };
  }

  private static List<NDArray> zerosLike(List<NDArray> weights) {
    return weights.stream().map(NDArray::zerosLike).toList();
  }

  /**
   * Gradient descent with momentum: velocity = momentum · velocity + learningRate · gradient;
   * weights −= velocity.
   */
  record Momentum(Settings.Sgd options, List<NDArray> weights, List<NDArray> velocities)
      implements WeightUpdate {
    @Override
    public void apply() {
      for (int i = 0; i < weights.size(); i++) {
        NDArray w = weights.get(i);
        try (NDArray gradient = w.getGradient()) {
          w.getNDArrayInternal()
              .sgdUpdate(
                  new NDList(w, gradient, velocities.get(i)),
                  new NDList(w),
                  (float) options.learningRate(),
                  (float) options.weightDecay(),
                  NO_RESCALING,
                  NO_CLIPPING,
                  (float) options.momentum(),
                  false);
        }
      }
    }
  }

  /** Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2). */
  final class AdaptiveMoments implements WeightUpdate {
    /** Keeps the denominator off zero; the value of Kingma and Ba (2015). */
    private static final float EPSILON = 1e-8f;

    private final Settings.Adam options;
    private final List<NDArray> weights;
    private final List<NDArray> means;
    private final List<NDArray> variances;
    private int steps;

    AdaptiveMoments(
        Settings.Adam options,
        List<NDArray> weights,
        List<NDArray> means,
        List<NDArray> variances) {
      this.options = options;
      this.weights = weights;
      this.means = means;
      this.variances = variances;
    }

    @Override
    public void apply() {
      steps++;
      for (int i = 0; i < weights.size(); i++) {
        NDArray w = weights.get(i);
        try (NDArray gradient = w.getGradient()) {
          w.getNDArrayInternal()
              .adamUpdate(
                  new NDList(w, gradient, means.get(i), variances.get(i)),
                  new NDList(w),
                  (float) options.learningRate(),
                  biasCorrectedRate(),
                  (float) options.weightDecay(),
                  NO_RESCALING,
                  NO_CLIPPING,
                  (float) options.beta1(),
                  (float) options.beta2(),
                  EPSILON,
                  false,
                  true);
        }
      }
    }

    /**
     * Both averages start at zero; this undoes their bias (Kingma and Ba 2015, end of section 2).
     */
    private float biasCorrectedRate() {
      double mean = 1 - Math.pow(options.beta1(), steps);
      double variance = 1 - Math.pow(options.beta2(), steps);
      return (float) (options.learningRate() * Math.sqrt(variance) / mean);
    }
  }
}

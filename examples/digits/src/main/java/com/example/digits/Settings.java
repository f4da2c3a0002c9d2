package com.example.digits;

import dev.luthier.space.Configuration;

/**
 * What is tuned. The only place that knows the names used in {@code study.yaml}.
 *
 * @param width units of each hidden layer
 * @param depth hidden layers
 * @param dropout share of hidden units left out at each training step
 * @param batch rows a training step sees, of each fold
 */
record Settings(
    int width, int depth, double dropout, Activation activation, int batch, Optimizer optimizer) {

  /**
   * How weights follow their gradients.
   *
   * <p>In both cases weights also shrink by {@code learningRate · weightDecay} of themselves each
   * step.
   */
  sealed interface Optimizer {
    double learningRate();

    double weightDecay();
  }

  record Sgd(double learningRate, double weightDecay, double momentum) implements Optimizer {}

  record Adam(double learningRate, double weightDecay, double beta1, double beta2)
      implements Optimizer {}

  static Settings of(Configuration configuration) {
    return new Settings(
        number(configuration, "width").intValue(),
        number(configuration, "depth").intValue(),
        number(configuration, "dropout").doubleValue(),
        Activation.named(text(configuration, "activation")),
        number(configuration, "batch").intValue(),
        optimizer(configuration));
  }

  private static Optimizer optimizer(Configuration configuration) {
    double learningRate = number(configuration, "learning_rate").doubleValue();
    double weightDecay = number(configuration, "weight_decay").doubleValue();
    String name = text(configuration, "optimizer");
    return switch (name) {
      case "sgd" ->
          new Sgd(learningRate, weightDecay, number(configuration, "momentum").doubleValue());
      case "adam" ->
          new Adam(
              learningRate,
              weightDecay,
              number(configuration, "beta1").doubleValue(),
              number(configuration, "beta2").doubleValue());
      default -> throw new IllegalArgumentException("optimizer = " + name + ": sgd or adam");
    };
  }

  private static Number number(Configuration configuration, String name) {
    return value(configuration, name, Number.class);
  }

  private static String text(Configuration configuration, String name) {
    return value(configuration, name, String.class);
  }

  private static <T> T value(Configuration configuration, String name, Class<T> type) {
    return configuration
        .find(name)
        .filter(type::isInstance)
        .map(type::cast)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: the study's space must give a %s of this name, active in %s"
                        .formatted(name, type.getSimpleName(), configuration)));
  }
}

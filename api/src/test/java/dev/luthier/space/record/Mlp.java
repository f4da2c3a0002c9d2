package dev.luthier.space.record;

import java.util.Optional;

/** A record with everything that a component can be. */
record Mlp(
    @LogUniform(min = 1e-5, max = 1e-1) double learningRate,
    @Range(min = 16, max = 512, log = true) int width,
    @Range(min = 0, max = 1e12) long ticks,
    @Range(min = 0, max = 1, step = 0.1) double mixing,
    @Values({16, 32, 64, 128}) int batchSize,
    @Values({0.5, 0.25}) double scale,
    @Values({1, 1e10}) Long limit,
    boolean shuffle,
    Activation activation,
    @Ordered Size size,
    @Choices({"gini", "entropy"}) String criterion,
    @Ordered @Choices({"low", "high"}) String effort,
    Net net,
    Optimizer optimizer,
    @Range(min = 0, max = 0.5) Optional<Double> dropout,
    Optional<Warmup> warmup,
    Optional<Optimizer> second) {

  enum Activation {
    RELU,
    TANH {
      @Override
      public String toString() {
        return "a constant with a body is of another class";
      }
    }
  }

  enum Size {
    SMALL,
    MEDIUM,
    LARGE
  }

  record Net(@Range(min = 1, max = 4) int depth, Head head) {}

  record Head(boolean wide) {}

  record Warmup(@Range(min = 1, max = 9) int steps, Optional<Boolean> cosine) {}

  sealed interface Optimizer permits Plain, Gradient, SGD {}

  record Plain() implements Optimizer {}

  record SGD(@Range(min = 0, max = 0.99) double momentum, Schedule schedule) implements Optimizer {}

  sealed interface Gradient extends Optimizer permits AdamW, RMSProp {}

  record AdamW(@Range(min = 0.9, max = 0.999) double beta, @Shared("eps") boolean tiny)
      implements Gradient {}

  record RMSProp(Tail tail, @Shared("eps") boolean small) implements Gradient {}

  record Tail(@Values({1, 2}) int decay) {}

  sealed interface Schedule permits Constant, Step {}

  record Constant(@Shared @Range(min = 1, max = 9) int patience) implements Schedule {}

  record Step(
      @Shared @Range(min = 1, max = 9) long patience, @Range(min = 2, max = 8, step = 2) int every)
      implements Schedule {}
}

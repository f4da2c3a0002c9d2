package com.example.digits;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Five multilayer networks of one shape, side by side.
 *
 * <table>
 *   <caption>Notation; f = 5 folds, b rows of a batch</caption>
 *   <tr><td>x</td><td>what a layer reads</td><td>f × b × in</td></tr>
 *   <tr><td>w</td><td>a layer's weights</td><td>f × in × out</td></tr>
 *   <tr><td>bias</td><td></td><td>f × 1 × out</td></tr>
 * </table>
 *
 * Hidden layers compute {@code dropout(activation(x w + bias))}, the last one {@code x w + bias}.
 * Tensors belong to the manager given; results of {@link #logits} to that of the input. Confined to
 * one thread.
 */
final class FoldNetworks {
  private final List<Layer> layers = new ArrayList<>();
  private final Activation activation;

  private record Layer(NDArray weights, NDArray bias) {
    NDArray apply(NDArray x) {
      return x.batchMatMul(weights).add(bias);
    }
  }

  /**
   * Draws the initial weights from {@code random}; PyTorch's own generator is shared by all trials
   * of the process.
   */
  FoldNetworks(NDManager manager, Settings settings, RandomGenerator random) {
    activation = settings.activation();
    int in = DigitsData.PIXELS;
    for (int i = 0; i < settings.depth(); i++) {
      layers.add(newLayer(manager, in, settings.width(), random));
      in = settings.width();
    }
    layers.add(newLayer(manager, in, DigitsData.CLASSES, random));
  }

  /** Scores of the ten digits, f × b × 10; every unit takes part. */
  NDArray logits(NDArray pixels) {
    return logits(pixels, (layer, x) -> x);
  }

  /** As {@link #logits(NDArray)}, with some units of each hidden layer left out. */
  NDArray logits(NDArray pixels, Dropout dropout) {
    NDArray x = pixels;
    int last = layers.size() - 1;
    for (int i = 0; i < last; i++) {
      x = dropout.apply(i, activation.apply(layers.get(i).apply(x)));
    }
    return layers.get(last).apply(x);
  }

  /** Everything that training changes. */
  List<NDArray> weights() {
    return layers.stream().flatMap(layer -> List.of(layer.weights, layer.bias).stream()).toList();
  }

  /** Leaves out units of the given hidden layer. */
  @FunctionalInterface
  interface Dropout {
    NDArray apply(int layer, NDArray x);
  }

  /**
   * Uniform within ±√(6 / (in + out)), which keeps signals and gradients of one size (Glorot and
   * Bengio 2010, eq. 16).
   */
  private static Layer newLayer(NDManager manager, int in, int out, RandomGenerator random) {
    AlignedFloats initial = new AlignedFloats(StratifiedFolds.FOLDS, in, out);
    float bound = (float) Math.sqrt(6.0 / (in + out));
    FloatBuffer floats = initial.floats();
    while (floats.hasRemaining()) {
      floats.put(random.nextFloat(-bound, bound));
    }
    NDArray weights = initial.tensor(manager);
    NDArray bias = new AlignedFloats(StratifiedFolds.FOLDS, 1, out).tensor(manager);
    weights.setRequiresGradient(true);
    bias.setRequiresGradient(true);
    return new Layer(weights, bias);
  }
}

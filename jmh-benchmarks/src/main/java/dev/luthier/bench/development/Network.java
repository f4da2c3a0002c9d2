package dev.luthier.bench.development;

import static dev.luthier.space.Condition.when;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A network of one hidden layer, trained by gradient descent on small batches, to be tuned: the
 * rate, the width, and what else its owner would have to choose.
 *
 * <pre>
 *   name      meaning                                        shape
 *   in, out   weights, with the gradients' running means     width × (inputs + 1), width + 1
 * </pre>
 */
final class Network {
  private static final int EPOCHS = 20;
  private static final List<String> ACTIVATIONS = List.of("tanh", "rectifier", "identity");
  private static final List<String> METHODS = List.of("momentum", "adaptive");

  /** Mean of squared gradients, as RMSprop has it. */
  private static final double FORGETTING = 0.9;

  private final RealParameter rate;
  private final CategoricalParameter<String> method;
  private final RealParameter momentum;
  private final IntegerParameter batch;
  private final IntegerParameter width;
  private final CategoricalParameter<String> activation;
  private final RealParameter decay;
  private final RealParameter spread;
  private final SearchSpace space;

  private Network() {
    var building = SearchSpace.builder();
    rate = building.add(RealParameter.log("rate", 1e-4, 1));
    method = building.add(CategoricalParameter.of("method", METHODS));
    momentum = building.add(RealParameter.linear("momentum", 0, 0.98), when(method, "momentum"));
    batch = building.add(IntegerParameter.log("batch", 1, 60));
    width = building.add(IntegerParameter.log("width", 1, 32));
    activation = building.add(CategoricalParameter.of("activation", ACTIVATIONS));
    decay = building.add(RealParameter.log("decay", 1e-6, 1e-1));
    spread = building.add(RealParameter.log("spread", 1e-2, 3));
    space = building.build();
  }

  static Drawn draw(RandomGenerator random) {
    Network learner = new Network();
    LearningTask task = LearningTask.draw(random).standardised();
    long seed = random.nextLong();
    return Drawn.learner(
        learner.space, configuration -> learner.new Training(configuration, seed).error(task));
  }

  /** One training. */
  private final class Training {
    private final RandomGenerator random;
    private final double step;
    private final boolean isAdaptive;
    private final double inertia;
    private final double shrinking;
    private final String bend;
    private final int size;
    private final Weights[] in;
    private final Weights out;
    private final double[] hidden;

    Training(Configuration configuration, long seed) {
      random = new SplittableRandom(seed);
      step = configuration.get(rate);
      isAdaptive = configuration.get(method).equals("adaptive");
      inertia = isAdaptive ? 0 : configuration.get(momentum);
      shrinking = configuration.get(decay);
      bend = configuration.get(activation);
      size = Math.toIntExact(configuration.get(batch));
      int neurons = Math.toIntExact(configuration.get(width));
      double scale = configuration.get(spread);
      in = new Weights[neurons];
      for (int h = 0; h < neurons; h++) {
        in[h] = new Weights(LearningTask.INPUTS, scale, random);
      }
      out = new Weights(neurons, scale, random);
      hidden = new double[neurons];
    }

    double error(LearningTask task) {
      int n = task.inputs().length;
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (int done = 0; done < n; ) {
          int last = Math.min(n, done + size);
          for (int e = done; e < last; e++) {
            learn(task.inputs()[e], task.answers()[e], 1.0 / (last - done));
          }
          advance();
          done = last;
        }
      }
      return task.error(this::predict);
    }

    private double predict(double[] input) {
      for (int h = 0; h < in.length; h++) {
        hidden[h] = bent(in[h].times(input));
      }
      return out.times(hidden);
    }

    private double bent(double v) {
      return switch (bend) {
        case "tanh" -> Math.tanh(v);
        case "rectifier" -> Math.max(0, v);
        default -> v;
      };
    }

    private double slope(double bent) {
      return switch (bend) {
        case "tanh" -> 1 - bent * bent;
        case "rectifier" -> bent > 0 ? 1 : 0;
        default -> 1;
      };
    }

    private void learn(double[] input, double answer, double share) {
      double miss = (predict(input) - answer) * share;
      for (int h = 0; h < in.length; h++) {
        in[h].add(miss * out.value[h] * slope(hidden[h]), input);
      }
      out.add(miss, hidden);
    }

    private void advance() {
      for (Weights weights : in) {
        advance(weights);
      }
      advance(out);
    }

    private void advance(Weights weights) {
      for (int i = 0; i < weights.value.length; i++) {
        double g = weights.gradient[i] + shrinking * weights.value[i];
        weights.mean[i] = inertia * weights.mean[i] + g;
        weights.square[i] = FORGETTING * weights.square[i] + (1 - FORGETTING) * g * g;
        weights.value[i] -=
            step * (isAdaptive ? g / (Math.sqrt(weights.square[i]) + 1e-8) : weights.mean[i]);
        weights.gradient[i] = 0;
      }
    }
  }

  /** The weights of one neuron, its constant last. */
  private static final class Weights {
    private final double[] value;
    private final double[] gradient;
    private final double[] mean;
    private final double[] square;

    Weights(int inputs, double scale, RandomGenerator random) {
      value = new double[inputs + 1];
      for (int i = 0; i < inputs; i++) {
        value[i] = scale * random.nextGaussian() / Math.sqrt(inputs);
      }
      gradient = new double[inputs + 1];
      mean = new double[inputs + 1];
      square = new double[inputs + 1];
    }

    double times(double[] input) {
      double sum = value[input.length];
      for (int i = 0; i < input.length; i++) {
        sum += value[i] * input[i];
      }
      return sum;
    }

    void add(double factor, double[] input) {
      for (int i = 0; i < input.length; i++) {
        gradient[i] += factor * input[i];
      }
      gradient[input.length] += factor;
    }
  }
}

package dev.luthier.bench.development;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A regression task: examples to learn from and others to be judged by. The answer depends on a few
 * directions of the inputs and has noise; the inputs are correlated and of very different sizes, as
 * those of tables are.
 *
 * @param inputs to learn from, by example
 * @param answers of mean 0 and variance 1
 * @param heldInputs to be judged by
 * @param heldAnswers in the unit of the others
 */
record LearningTask(
    double[][] inputs, double[] answers, double[][] heldInputs, double[] heldAnswers) {
  /** Of an input and of the whole; a training then takes about a millisecond. */
  static final int INPUTS = 8;

  private static final int EXAMPLES = 60;
  private static final int HELD = 100;
  private static final int DIRECTIONS = 3;

  /** What is returned for a learner that has gone out of bounds: worse than any that has not. */
  private static final double WORST = 1e4;

  /** What a learner has learnt. */
  @FunctionalInterface
  interface Prediction {
    double at(double[] input);
  }

  static LearningTask draw(RandomGenerator random) {
    double[][] directions = normals(DIRECTIONS, INPUTS, random);
    double[][] mixing = normals(INPUTS, INPUTS, random);
    double[] unit = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      mixing[i][i] += 2;
      unit[i] = Math.pow(10, 2 * random.nextDouble() - 1);
    }
    ProcessDraw truth =
        ProcessDraw.matern(ProcessDraw.lengthScales(DIRECTIONS, 2, 12, random), random);
    double noise = 0.05 + 0.35 * random.nextDouble();
    int all = EXAMPLES + HELD;
    double[][] inputs = new double[all][INPUTS];
    double[] answers = new double[all];
    for (int e = 0; e < all; e++) {
      double[] source = normals(1, INPUTS, random)[0];
      double[] effective = product(directions, source);
      answers[e] = truth.applyAsDouble(effective) + noise * random.nextGaussian();
      double[] mixed = product(mixing, source);
      for (int i = 0; i < INPUTS; i++) {
        inputs[e][i] = unit[i] * mixed[i];
      }
    }
    standardise(answers);
    return new LearningTask(
        Arrays.copyOf(inputs, EXAMPLES),
        Arrays.copyOf(answers, EXAMPLES),
        Arrays.copyOfRange(inputs, EXAMPLES, all),
        Arrays.copyOfRange(answers, EXAMPLES, all));
  }

  /** The task with each input brought to its examples' mean 0 and deviation 1. */
  LearningTask standardised() {
    double[] mean = new double[INPUTS];
    double[] deviation = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      for (double[] input : inputs) {
        mean[i] += input[i] / inputs.length;
      }
      for (double[] input : inputs) {
        deviation[i] += (input[i] - mean[i]) * (input[i] - mean[i]) / inputs.length;
      }
      deviation[i] = Math.sqrt(deviation[i]);
    }
    return new LearningTask(
        shifted(inputs, mean, deviation),
        answers,
        shifted(heldInputs, mean, deviation),
        heldAnswers);
  }

  /** Root of the mean squared error on what was held back; 1 is what a constant reaches. */
  double error(Prediction prediction) {
    double sum = 0;
    for (int e = 0; e < heldInputs.length; e++) {
      double miss = prediction.at(heldInputs[e]) - heldAnswers[e];
      sum += miss * miss;
    }
    double error = Math.sqrt(sum / heldInputs.length);
    return error < WORST ? error : WORST;
  }

  private static double[][] shifted(double[][] rows, double[] mean, double[] deviation) {
    double[][] shifted = new double[rows.length][INPUTS];
    for (int e = 0; e < rows.length; e++) {
      for (int i = 0; i < INPUTS; i++) {
        shifted[e][i] = (rows[e][i] - mean[i]) / deviation[i];
      }
    }
    return shifted;
  }

  private static void standardise(double[] values) {
    double mean = 0;
    double squares = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    for (double value : values) {
      squares += (value - mean) * (value - mean) / values.length;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - mean) / Math.sqrt(squares);
    }
  }

  private static double[][] normals(int rows, int cols, RandomGenerator random) {
    double[][] normals = new double[rows][cols];
    for (double[] row : normals) {
      for (int i = 0; i < cols; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return normals;
  }

  private static double[] product(double[][] rows, double[] x) {
    double[] product = new double[rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < x.length; i++) {
        product[r] += rows[r][i] * x[i];
      }
    }
    return product;
  }
}

package dev.luthier.optimize;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A descent that says where to evaluate and learns the answer, so that many advance together. */
interface Stepwise {
  boolean isRunning();

  /** Where to evaluate next; not to be changed. */
  double[] trial();

  /** The function's answer at the trial point. */
  void take(double value, double[] gradient);

  Minimum minimum();

  /**
   * Evaluates a batch of one point of each descent that still runs, until none does or somebody
   * says stop.
   *
   * @param stop asked before each batch
   */
  static List<Minimum> run(
      BatchFunction function, List<? extends Stepwise> descents, BooleanSupplier stop) {
    for (int[] running = running(descents);
        running.length > 0 && !stop.getAsBoolean();
        running = running(descents)) {
      advance(function, descents, running);
    }
    return descents.stream().map(Stepwise::minimum).toList();
  }

  private static int[] running(List<? extends Stepwise> descents) {
    int[] indices = new int[descents.size()];
    int count = 0;
    for (int i = 0; i < indices.length; i++) {
      if (descents.get(i).isRunning()) {
        indices[count++] = i;
      }
    }
    return Arrays.copyOf(indices, count);
  }

  private static void advance(
      BatchFunction function, List<? extends Stepwise> descents, int[] running) {
    double[][] points = new double[running.length][];
    double[][] gradients = new double[running.length][];
    for (int i = 0; i < running.length; i++) {
      points[i] = descents.get(running[i]).trial();
      gradients[i] = new double[points[i].length];
    }
    double[] values = new double[running.length];
    function.evaluate(running, points, values, gradients);
    for (int i = 0; i < running.length; i++) {
      descents.get(running[i]).take(values[i], gradients[i]);
    }
  }
}

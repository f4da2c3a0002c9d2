package dev.luthier.linalg;

import java.util.Arrays;

/** Reads consecutive slices of a vector θ. */
final class Hyperparameters {

  private final double[] theta;
  private int next;

  Hyperparameters(double[] theta, int expected) {
    requireCount(theta, expected);
    this.theta = theta;
  }

  double[] take(int count) {
    double[] slice = Arrays.copyOfRange(theta, next, next + count);
    next += count;
    return slice;
  }

  static void requireCount(double[] theta, int expected) {
    if (theta.length != expected) {
      throw new IllegalArgumentException(
          theta.length + " hyperparameters given, the kernel has " + expected);
    }
  }
}

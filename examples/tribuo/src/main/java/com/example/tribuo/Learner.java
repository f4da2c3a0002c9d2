package com.example.tribuo;

import dev.luthier.space.record.LogUniform;
import dev.luthier.space.record.Range;
import dev.luthier.space.record.Values;

/** What may be tried: a learner, and the settings of that one. */
sealed interface Learner {

  /**
   * A random forest (Breiman 2001).
   *
   * @param trees of the forest; more are better, and slower
   * @param depth most questions from the root to a leaf
   * @param share of the pixels that each question may be about
   */
  record Forest(
      @Range(min = 5, max = 60, log = true) int trees,
      @Range(min = 2, max = 16) int depth,
      @Range(min = 0.05, max = 1, log = true) double share)
      implements Learner {}

  /**
   * Multinomial logistic regression by stochastic gradients.
   *
   * @param epochs how often every image is shown
   * @param batch images of a step
   */
  record Linear(
      @Range(min = 1, max = 20, log = true) int epochs,
      @Values({1, 4, 16, 64}) int batch,
      Optimizer optimizer)
      implements Learner {}

  /** How gradients become steps. */
  sealed interface Optimizer {}

  /** Plain steps, with some of the last one in the next. */
  record Sgd(
      @LogUniform(min = 1e-4, max = 1) double rate, @Range(min = 0, max = 0.95) double momentum)
      implements Optimizer {}

  /** Kingma and Ba 2015. */
  record Adam(@LogUniform(min = 1e-5, max = 0.1) double rate) implements Optimizer {}
}

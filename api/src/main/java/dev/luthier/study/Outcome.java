package dev.luthier.study;

/**
 * How a trial ended. Data, not an exception: a failing objective is a finding about its
 * configuration.
 */
public sealed interface Outcome {
  record Completed(Evaluation evaluation) implements Outcome {}

  /** Stopped early because it promised little; the measurements so far are what is known of it. */
  record Pruned(String reason) implements Outcome {}

  record Failed(Failure failure) implements Outcome {}

  /**
   * Given up for a reason that says nothing about the configuration: an interrupt, a dead worker.
   */
  record Abandoned(String reason) implements Outcome {}
}

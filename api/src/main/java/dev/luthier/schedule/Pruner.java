package dev.luthier.schedule;

import java.util.Optional;

/**
 * Says whether a trial should stop before its end, because it promises too little.
 *
 * <p>It is asked after every report of the first objective, in the order in which the log has them,
 * one question at a time. The answer is a pure function of what it is shown: what this trial has
 * reported, and the trials that had completed when it did. No clock, no random numbers, no memory:
 * the same log gives the same answers. A stateless pruner needs no more; one that keeps something
 * is called by one thread at a time.
 *
 * <p>What it throws is a bug of its own and ends the run.
 */
@FunctionalInterface
public interface Pruner {

  /**
   * Why a trial should stop now, or empty when it should go on.
   *
   * @param trial what it has reported so far, one report at least
   * @param others what is known of those that have completed; valid during the call
   * @return the reason in words, with the step, the value and what it is compared with: it is
   *     recorded with the trial
   */
  Optional<String> shouldStop(LearningCurve trial, PruningView others);
}

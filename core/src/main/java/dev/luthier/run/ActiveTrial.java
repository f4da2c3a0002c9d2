package dev.luthier.run;

import dev.luthier.space.Configuration;
import dev.luthier.study.Measurement;
import dev.luthier.study.TrialContext;
import java.util.Map;
import java.util.Optional;

/**
 * The objective's side of a running trial: forwards reports to the study, carries the wish to stop,
 * and remembers whether the objective has heard of it.
 */
final class ActiveTrial implements TrialContext {
  private final Study study;
  private final long number;
  private final Configuration configuration;
  private final long seed;
  private volatile boolean stopRequested;

  /** What the last report was answered with. */
  private volatile Optional<String> advice = Optional.empty();

  /** Whether the objective has asked since, and so knows. */
  private volatile boolean heard;

  ActiveTrial(Study study, long number, Configuration configuration, long seed) {
    this.study = study;
    this.number = number;
    this.configuration = configuration;
    this.seed = seed;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public Configuration configuration() {
    return configuration;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public void report(long step, double value) {
    report(step, Map.of(firstObjective(), value));
  }

  @Override
  public void report(long step, Map<String, Double> values) {
    advise(study.report(number, new Measurement(step, values)));
  }

  @Override
  public boolean shouldStop() {
    if (advice.isPresent()) {
      heard = true;
      return true;
    }
    return stopRequested;
  }

  /** Takes the answer to a report. */
  void advise(Optional<String> why) {
    heard = false;
    advice = why;
  }

  /**
   * Why this trial was pruned, if it was: the last that the objective heard was that it should
   * stop. One that reports again afterwards goes on, and one that does not ask does not know.
   */
  Optional<String> heeded() {
    return heard ? advice : Optional.empty();
  }

  String firstObjective() {
    return study.spec().firstObjective().name();
  }

  void requestStop() {
    stopRequested = true;
  }
}

package dev.luthier.run;

import dev.luthier.space.Configuration;
import dev.luthier.study.Measurement;
import dev.luthier.study.TrialContext;
import java.util.Map;

/**
 * The objective's side of a running trial: forwards reports to the study and carries the wish to
 * stop.
 */
final class ActiveTrial implements TrialContext {
  private final Study study;
  private final long number;
  private final Configuration configuration;
  private final long seed;
  private volatile boolean stopRequested;

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
    study.report(number, new Measurement(step, values));
  }

  @Override
  public boolean shouldStop() {
    return stopRequested;
  }

  String firstObjective() {
    return study.spec().firstObjective().name();
  }

  void requestStop() {
    stopRequested = true;
  }
}

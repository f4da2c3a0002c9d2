package com.example.digits;

import dev.luthier.space.Configuration;
import dev.luthier.study.TrialContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A trial outside any study, that keeps what is reported and asks to stop when told so.
 *
 * @param reports accuracies of the epochs so far
 * @param enough whether the trial should stop, given the reports
 */
record RecordingTrial(
    Configuration configuration, long seed, List<Double> reports, Predicate<List<Double>> enough)
    implements TrialContext {

  static final Configuration SGD =
      Configuration.of(
          Map.of(
              "learning_rate",
              0.05,
              "weight_decay",
              1e-5,
              "width",
              32L,
              "depth",
              1L,
              "dropout",
              0.1,
              "batch",
              32L,
              "activation",
              "tanh",
              "optimizer",
              "sgd",
              "momentum",
              0.9));

  static final Configuration ADAM =
      Configuration.of(
          Map.ofEntries(
              Map.entry("learning_rate", 0.005),
              Map.entry("weight_decay", 1e-5),
              Map.entry("width", 48L),
              Map.entry("depth", 2L),
              Map.entry("dropout", 0.25),
              Map.entry("batch", 32L),
              Map.entry("activation", "gelu"),
              Map.entry("optimizer", "adam"),
              Map.entry("beta1", 0.9),
              Map.entry("beta2", 0.99)));

  static RecordingTrial ofEpochs(int epochs, Configuration configuration, long seed) {
    return until(reports -> reports.size() >= epochs, configuration, seed);
  }

  static RecordingTrial until(
      Predicate<List<Double>> enough, Configuration configuration, long seed) {
    return new RecordingTrial(
        configuration, seed, Collections.synchronizedList(new ArrayList<>()), enough);
  }

  @Override
  public long number() {
    return 0;
  }

  @Override
  public void report(long step, double value) {
    reports.add(value);
  }

  @Override
  public void report(long step, Map<String, Double> values) {
    throw new UnsupportedOperationException("the example reports one value");
  }

  @Override
  public boolean shouldStop() {
    return enough.test(reports);
  }
}

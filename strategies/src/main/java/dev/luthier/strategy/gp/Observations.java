package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import dev.luthier.surrogate.LinearTrend;
import dev.luthier.surrogate.ObservedValues;
import dev.luthier.surrogate.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What finished trials say to the models, in the order of the log.
 *
 * <p>A completed trial says what it has reported, for each output, and how well it knows the first
 * if it was told. A failed one says that it failed and nothing of the others (NaN here): models of
 * values are not to see it. Of a pruned one the first objective is predicted ({@link FinalValues})
 * where that can be done; else it is as bad as the worst (NaN too). An abandoned one says nothing.
 */
final class Observations {
  private final CandidateSpace space;
  private final ModelSpace model;
  private final List<Output> outputs;
  private final EarlierModels earlier;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<double[]> features = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();

  /** Standard errors of the first output; NaN where none was told. */
  private final List<Double> errors = new ArrayList<>();

  /** By earlier studies, of the first output. */
  private final List<double[]> expected = new ArrayList<>();

  private final List<Long> numbers = new ArrayList<>();

  /** Of the only objective; empty if there are several. */
  private final Optional<FinalValues> finals;

  private final BitSet whole = new BitSet();
  private final BitSet feasible = new BitSet();
  private final Set<Configuration> tried = new HashSet<>();

  /**
   * None yet.
   *
   * @param outputs what each trial reports, the first of them the first objective
   * @param earlier what that objective is expected to follow
   */
  Observations(
      CandidateSpace space, ModelSpace model, List<Output> outputs, EarlierModels earlier) {
    this.space = space;
    this.model = model;
    this.outputs = List.copyOf(outputs);
    this.earlier = earlier;
    this.finals =
        outputs.getFirst() instanceof Output.Objective(ObjectiveSpec objective, boolean isAlone)
                && isAlone
            ? Optional.of(new FinalValues(objective))
            : Optional.empty();
  }

  void add(Trial.Finished trial) {
    switch (trial) {
      case Trial.Completed done -> {
        whole.set(values.size());
        feasible.set(values.size(), done.evaluation().isFeasible());
        errors.add(done.evaluation().standardError().orElse(Double.NaN));
        double[] reported = outputs.stream().mapToDouble(o -> o.value(done.evaluation())).toArray();
        finals.ifPresent(f -> f.completed(done, reported[0]));
        add(trial, reported);
      }
      case Trial.Failed _ -> addNothing(trial, Output.Failure.FAILED);
      case Trial.Pruned pruned -> addPruned(pruned);
      case Trial.Abandoned _ -> {
        // Nothing is known of its configuration.
      }
    }
  }

  List<Output> outputs() {
    return outputs;
  }

  /** How many there are, those without values included. */
  int count() {
    return values.size();
  }

  /** How many have been evaluated to the end. */
  int completed() {
    return whole.cardinality();
  }

  /** Whether a trial completed: its values are its own, not predicted. */
  boolean isWhole(int i) {
    return whole.get(i);
  }

  /** Whether a trial completed, and kept every constraint. */
  boolean isFeasible(int i) {
    return feasible.get(i);
  }

  /** The first objective's, to be minimized; NaN if the trial failed or broke a constraint. */
  double value(int i) {
    return isFeasible(i) ? values.get(i)[0] : Double.NaN;
  }

  /** Of {@link #value}, as it was told; NaN if it was not. */
  double error(int i) {
    return errors.get(i);
  }

  /** The number of the trial. */
  long number(int i) {
    return numbers.get(i);
  }

  /** Whether some observation has the configuration. */
  boolean hasTried(Configuration configuration) {
    return tried.contains(configuration);
  }

  Candidate candidate(int i) {
    return candidates.get(i);
  }

  /** Rows {@code from} to {@code to} as the model sees them. */
  Points points(int from, int to) {
    return Points.ofRows(features.subList(from, to), model.dimension());
  }

  /** The rows with the given indices. */
  Points points(int[] rows) {
    return Points.ofRows(Arrays.stream(rows).mapToObj(features::get).toList(), model.dimension());
  }

  /**
   * What a fit of an output sees that is triggered at the first {@code trigger} observations: the
   * same rows for every output.
   */
  Seen seen(int output, int trigger) {
    int[] rows = Seen.mostTelling(values(0, trigger));
    return new Seen(
        trigger,
        rows,
        Arrays.stream(rows).mapToObj(features::get).toList(),
        observed(output, rows),
        trend(output, rows),
        model.dimension());
  }

  /** What the trials with the given indices say of an output. */
  ObservedValues observed(int output, int[] rows) {
    double[] told = Arrays.stream(rows).mapToDouble(i -> values.get(i)[output]).toArray();
    return output == 0
        ? new ObservedValues(told, Arrays.stream(rows).mapToDouble(errors::get).toArray())
        : ObservedValues.of(told);
  }

  /** What earlier studies say of an output at the rows with the given indices. */
  LinearTrend trend(int output, int[] rows) {
    return output == 0
        ? earlier.prior(Arrays.stream(rows).mapToObj(expected::get).toList())
        : LinearTrend.NONE;
  }

  /** The first {@code count} values of an output; NaN where a trial failed. */
  double[] values(int output, int count) {
    double[] first = new double[count];
    for (int i = 0; i < count; i++) {
      first[i] = values.get(i)[output];
    }
    return first;
  }

  /** What is predicted of its final value, as well as that is known, and that it did not fail. */
  private void addPruned(Trial.Pruned trial) {
    double[] reported = labelled(-Output.Failure.FAILED);
    double error = Double.NaN;
    Optional<FinalValues.Predicted> predicted = finals.flatMap(f -> f.of(trial));
    if (predicted.isPresent()) {
      reported[0] = predicted.get().value();
      error = predicted.get().error();
    }
    errors.add(error);
    add(trial, reported);
  }

  /** Of a trial without values there is only its label. */
  private void addNothing(Trial.Finished trial, double label) {
    errors.add(Double.NaN);
    add(trial, labelled(label));
  }

  private double[] labelled(double label) {
    return outputs.stream()
        .mapToDouble(o -> o instanceof Output.Failure ? label : Double.NaN)
        .toArray();
  }

  private void add(Trial.Finished trial, double[] reported) {
    Candidate candidate = space.of(trial.configuration());
    candidates.add(candidate);
    tried.add(trial.configuration());
    features.add(model.features(candidate.point(), candidate.active()));
    expected.add(earlier.means(features.getLast()));
    values.add(reported);
    numbers.add(trial.number());
  }
}

package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import dev.luthier.study.Direction;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import dev.luthier.surrogate.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What finished trials say to the model, in the order of the log.
 *
 * <p>A completed trial says its value; a failed one, or one that breaks a constraint, says that it
 * is as bad as the worst (NaN here), so that the search leaves its surroundings alone without the
 * model having to bend. A pruned one was stopped because it promised little, and counts as failed
 * too. An abandoned one says nothing.
 */
final class Observations {
  private final Encoder encoder;
  private final ModelSpace space;
  private final ObjectiveSpec objective;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<double[]> features = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();
  private final Set<Configuration> tried = new HashSet<>();
  private int completed;

  Observations(Encoder encoder, ModelSpace space, ObjectiveSpec objective) {
    this.encoder = encoder;
    this.space = space;
    this.objective = objective;
  }

  void add(Trial.Finished trial) {
    switch (trial) {
      case Trial.Completed done -> {
        if (done.evaluation().isFeasible()) {
          completed++;
          add(trial, sign() * done.evaluation().value(objective.name()));
        } else {
          add(trial, Double.NaN);
        }
      }
      case Trial.Failed _, Trial.Pruned _ -> add(trial, Double.NaN);
      case Trial.Abandoned _ -> {
        // Nothing is known of its configuration.
      }
    }
  }

  /** How many there are, failures included. */
  int count() {
    return values.size();
  }

  /** How many have a value that counts. */
  int completed() {
    return completed;
  }

  boolean isCompleted(int i) {
    return !Double.isNaN(values.get(i));
  }

  /** To be minimized; NaN if the trial failed. */
  double value(int i) {
    return values.get(i);
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
    return Points.ofRows(features.subList(from, to), space.dimension());
  }

  /** The rows with the given indices. */
  Points points(int[] rows) {
    return Points.ofRows(Arrays.stream(rows).mapToObj(features::get).toList(), space.dimension());
  }

  /** The first {@code count} values, to be minimized; NaN where a trial failed. */
  double[] values(int count) {
    double[] first = new double[count];
    for (int i = 0; i < count; i++) {
      first[i] = values.get(i);
    }
    return first;
  }

  private void add(Trial.Finished trial, double value) {
    Candidate candidate = Candidate.of(encoder, trial.configuration());
    candidates.add(candidate);
    tried.add(trial.configuration());
    features.add(space.features(candidate.point(), candidate.active()));
    values.add(value);
    numbers.add(trial.number());
  }

  private double sign() {
    return objective.direction() == Direction.MINIMIZE ? 1 : -1;
  }
}

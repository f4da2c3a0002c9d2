package dev.luthier.strategy.gp;

import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The models of all outputs for the time of one answer. Confined to one thread. */
final class OutputModels implements AutoCloseable {
  /** On a noisy objective the best configurations are those that are evaluated again. */
  private static final int REPEATED = 4;

  private final Observations observations;
  private final int objectives;

  /** The observations that the models have seen, by index, in their order. */
  private final int[] rows;

  private final List<OutputModel> models = new ArrayList<>();

  private OutputModels(
      Observations observations, int objectives, List<ModelSchedule.Current> current) {
    this.observations = observations;
    this.objectives = objectives;
    this.rows = current.getFirst().rows();
    for (int k = 0; k < current.size(); k++) {
      double[] values = observations.values(k, observations.count());
      models.add(new OutputModel(current.get(k), values));
    }
  }

  /**
   * The models of all observations; empty if the numbers do not allow one of them.
   *
   * @param schedules one for each output, objectives first
   */
  static Optional<OutputModels> current(
      List<ModelSchedule> schedules, Observations observations, int objectives) {
    List<ModelSchedule.Current> current =
        schedules.stream().flatMap(schedule -> schedule.current().stream()).toList();
    return current.size() == schedules.size()
        ? Optional.of(new OutputModels(observations, objectives, current))
        : Optional.empty();
  }

  List<GaussianProcess> processes() {
    return models.stream().map(OutputModel::process).toList();
  }

  /** Believes of open trials, at least one, that they will come out as predicted. */
  void believe(Points open) {
    models.forEach(model -> model.believe(open));
  }

  /** What is to be improved on, by what is observed and believed so far. */
  Aim aim() {
    double[][] means = models.stream().map(OutputModel::means).toArray(double[][]::new);
    double[] thresholds =
        models.stream().skip(objectives).mapToDouble(OutputModel::threshold).toArray();
    int known = Arrays.stream(means).mapToInt(m -> m.length).min().orElseThrow();
    int[] worthy =
        IntStream.range(0, known)
            .filter(
                i ->
                    i < rows.length
                        ? observations.isFeasible(rows[i])
                        : IntStream.range(0, thresholds.length)
                            .allMatch(c -> means[objectives + c][i] <= thresholds[c]))
            .toArray();
    return new Aim(objectives, means, thresholds, worthy);
  }

  /** Observed candidates worth searching around, best first, at most so many, each once. */
  List<Candidate> incumbents(int most) {
    List<Candidate> found = new ArrayList<>();
    for (int i : aim().incumbents(REPEATED * most)) {
      if (i < rows.length && found.size() < most) {
        Candidate candidate = observations.candidate(rows[i]);
        if (found.stream().noneMatch(other -> other.distance(candidate) == 0)) {
          found.add(candidate);
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    models.forEach(OutputModel::close);
  }
}

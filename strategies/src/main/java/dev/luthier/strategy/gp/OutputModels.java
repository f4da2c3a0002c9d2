package dev.luthier.strategy.gp;

import dev.luthier.acquisition.CostAware;
import dev.luthier.acquisition.FeasibilityWeighted;
import dev.luthier.acquisition.JointAcquisition;
import dev.luthier.acquisition.LogNoisyExpectedImprovement;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.LinearTrend;
import dev.luthier.surrogate.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The models of all outputs for the time of one answer. That of failure, if there is one, has seen
 * other trials than the others, the failed ones, and comes after the constraints in what is
 * searched: it only multiplies by the probability of success. Confined to one thread.
 */
final class OutputModels implements AutoCloseable {
  /** On a noisy objective the best configurations are those that are evaluated again. */
  private static final int REPEATED = 4;

  /** Even. 128 recommended nothing better from noisy values (docs/decisions/0019). */
  private static final int DRAWS = 32;

  /**
   * Beyond so many observations the posterior of the best points is not drawn: on trial a copy of
   * K⁻¹ is extended, 32 MB here.
   */
  private static final int MOST_DRAWN = 2_000;

  /**
   * Power of the probability that a trial succeeds. With 1 too many fail at an edge, and say little
   * (docs/decisions/0026).
   */
  private static final double CARE = 3;

  /** Points of a front that are settled: each adds a row to every factor; not tuned. */
  private static final int MOST_SETTLED = 32;

  private final Observations observations;
  private final int objectives;
  private final int constraints;
  private final EarlierModels earlier;

  /** The observations that the models have seen, by index, in their order. */
  private final int[] rows;

  private final List<OutputModel> models = new ArrayList<>();
  private final Optional<OutputModel> failure;

  private OutputModels(
      Observations observations,
      int objectives,
      EarlierModels earlier,
      List<ModelSchedule.Current> current,
      Optional<OutputModel> failure) {
    this.earlier = earlier;
    this.failure = failure;
    this.observations = observations;
    this.objectives = objectives;
    this.constraints =
        (int) observations.outputs().stream().filter(Output.Constraint.class::isInstance).count();
    this.rows = current.getFirst().rows();
    for (int k = 0; k < current.size(); k++) {
      double[] values = observations.values(k, observations.count());
      models.add(new OutputModel(current.get(k), values, observations.trend(k, rows)));
    }
  }

  /**
   * The models of all observations; empty if the numbers do not allow one of them.
   *
   * @param schedules one for each output, objectives first
   * @param failure of whether trials fail, where some have
   */
  static Optional<OutputModels> current(
      List<ModelSchedule> schedules,
      Observations observations,
      int objectives,
      EarlierModels earlier,
      Optional<ModelSchedule> failure) {
    List<ModelSchedule.Current> current =
        schedules.stream().flatMap(schedule -> schedule.current().stream()).toList();
    Optional<OutputModel> failing =
        failure.flatMap(
            schedule ->
                schedule
                    .current()
                    .map(of -> new OutputModel(of, schedule.values(), LinearTrend.NONE)));
    return current.size() == schedules.size() && failing.isPresent() == failure.isPresent()
        ? Optional.of(new OutputModels(observations, objectives, earlier, current, failing))
        : Optional.empty();
  }

  /**
   * The model of an objective or a constraint.
   *
   * @param name of that
   * @param values that the model has seen, in its order, to be minimized
   */
  record Named(String name, OutputModel model, TargetUnits units, double[] values) {}

  /** The models of objectives and constraints, in the study's order. O(n log n) each. */
  List<Named> named() {
    List<Named> named = new ArrayList<>();
    for (int k = 0; k < objectives + constraints; k++) {
      OutputModel model = models.get(k);
      double[] values = observations.observed(k, rows).values();
      Output output = observations.outputs().get(k);
      named.add(
          new Named(
              output.label(), model, new TargetUnits(model.inverse(), output.sign()), values));
    }
    return named;
  }

  /** The model of whether trials fail, where some have. */
  Optional<OutputModel> failure() {
    return failure;
  }

  /** The trial that an observation of the models is of. */
  long trial(int observation) {
    return observations.number(rows[observation]);
  }

  /** Whether the trial of an observation completed. */
  boolean isWhole(int observation) {
    return observations.isWhole(rows[observation]);
  }

  /** What earlier studies lead one to expect of the first objective. */
  EarlierTrend trend() {
    return earlier.trend(models.getFirst().coefficients());
  }

  List<GaussianProcess> processes() {
    List<OutputModel> all = new ArrayList<>(models);
    failure.ifPresent(model -> all.add(objectives + constraints, model));
    return all.stream().map(OutputModel::process).toList();
  }

  /**
   * What candidates are worth, seeing that trials are open. What is not known about a single
   * objective at its best points and at open ones is drawn, and every draw believed in turn; of
   * several objectives the front is believed to be what it seems, and of these and of constraints
   * that open trials come out as predicted.
   *
   * @param costExponent of {@link CostAware}, if costs are modelled
   */
  JointAcquisition acquisition(Points open, double costExponent, RandomGenerator random) {
    JointAcquisition succeeding = worth(open, random);
    JointAcquisition worth =
        failure
            .<JointAcquisition>map(
                model -> FeasibilityWeighted.toThePower(CARE, succeeding, model.threshold()))
            .orElse(succeeding);
    return models.size() == objectives + constraints
        ? worth
        : new CostAware(worth, costExponent * models.getLast().unit());
  }

  private JointAcquisition worth(Points open, RandomGenerator random) {
    Aim observed = aim();
    if (objectives == 1 && observed.worthy().length > 0) {
      int[] uncertain = uncertain(observed);
      if (uncertain.length + open.count() > 0) {
        return imagined(observed, uncertain, open, random);
      }
    }
    if (objectives > 1 && observed.worthy().length > 0) {
      settle(distinct(observed.front(MOST_SETTLED)));
    }
    if (open.count() > 0) {
      models.forEach(model -> model.believe(open));
      failure.ifPresent(model -> model.believe(open));
    }
    return aim().acquisition(random);
  }

  /**
   * Believes of some observations that they are what the models take them for. The front is made of
   * their means: were candidates on it, or next to it, still uncertain by what noise leaves, they
   * would seem to improve on themselves.
   */
  private void settle(int[] indices) {
    Points points = observations.points(Arrays.stream(indices).map(i -> rows[i]).toArray());
    models.forEach(model -> model.settle(indices, points));
  }

  private JointAcquisition imagined(
      Aim observed, int[] uncertain, Points open, RandomGenerator random) {
    int[] observedRows = Arrays.stream(uncertain).map(i -> rows[i]).toArray();
    Points points = observations.points(observedRows).and(open);
    double[] normals = normals(points.count(), random);
    double[][] draws = models.getFirst().imagine(points, normals);
    try (var trend = trend().at(points)) {
      Arrays.stream(draws).forEach(trend::addTo);
    }
    boolean[] counts = new boolean[points.count()];
    Arrays.fill(counts, true);
    List<OutputModel> kept = new ArrayList<>(models.subList(1, 1 + constraints));
    failure.ifPresent(kept::add);
    for (OutputModel constraint : kept) {
      if (open.count() > 0) {
        double[] predicted = constraint.believe(open);
        for (int i = 0; i < predicted.length; i++) {
          counts[uncertain.length + i] &= predicted[i] <= constraint.threshold();
        }
      }
    }
    if (draws.length == 0) {
      return observed.acquisition(random);
    }
    // Where noise leaves nothing uncertain the best is known; otherwise it is among the drawn.
    double known = uncertain.length == 0 ? observed.best() : Double.POSITIVE_INFINITY;
    double[] best =
        Arrays.stream(draws)
            .mapToDouble(
                draw ->
                    IntStream.range(0, draw.length)
                        .filter(i -> counts[i])
                        .mapToDouble(i -> draw[i])
                        .reduce(known, Math::min))
            .toArray();
    return observed.weighed(new LogNoisyExpectedImprovement(best));
  }

  private int[] uncertain(Aim observed) {
    return rows.length > MOST_DRAWN
        ? new int[0]
        : distinct(models.getFirst().uncertain(observed.worthy()));
  }

  /** Of each candidate the first: a second row of the same would say nothing. */
  private int[] distinct(int[] indices) {
    List<Candidate> seen = new ArrayList<>();
    return Arrays.stream(indices)
        .filter(i -> addIfNew(observations.candidate(rows[i]), seen))
        .toArray();
  }

  private static boolean addIfNew(Candidate candidate, List<Candidate> seen) {
    return seen.stream().noneMatch(other -> other.distance(candidate) == 0) && seen.add(candidate);
  }

  /** In pairs of opposite signs, so that their mean is exactly 0. */
  private static double[] normals(int each, RandomGenerator random) {
    double[] normals = new double[DRAWS * each];
    for (int s = 0; s < DRAWS; s += 2) {
      for (int i = 0; i < each; i++) {
        normals[s * each + i] = random.nextGaussian();
        normals[(s + 1) * each + i] = -normals[s * each + i];
      }
    }
    return normals;
  }

  /** What is to be improved on, by what is observed and believed so far. */
  Aim aim() {
    double[][] means = models.stream().map(OutputModel::means).toArray(double[][]::new);
    double[] thresholds =
        models.subList(objectives, objectives + constraints).stream()
            .mapToDouble(OutputModel::threshold)
            .toArray();
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
        addIfNew(observations.candidate(rows[i]), found);
      }
    }
    return found;
  }

  @Override
  public void close() {
    models.forEach(OutputModel::close);
    failure.ifPresent(OutputModel::close);
  }
}

package dev.luthier.strategy.gp;

import dev.luthier.linalg.Factor;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Term;
import dev.luthier.optimize.BatchedLbfgs;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Rationale.Motive;
import dev.luthier.strategy.Workload;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.HyperparameterFit;
import dev.luthier.surrogate.LinearTrend;
import dev.luthier.surrogate.ModelFit;
import dev.luthier.surrogate.ObservedValues;
import dev.luthier.surrogate.OutputTransform;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import dev.luthier.surrogate.TargetTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A Gaussian process of the observations in a {@link LocalSet}: hyperparameters from a part of the
 * nearest, one factor of all of them, later ones appended one at a time in the order of the log, so
 * that it is the same bit for bit whenever it is built. Noise that is known has the scale of the
 * nearest ones' targets, for later ones as well.
 *
 * <p>Holds a session, and the observations' indices. Confined to one thread.
 */
final class LocalModel implements AutoCloseable {
  /**
   * Rows that hyperparameters are fitted to, spread evenly over the log. An evaluation of the
   * likelihood of all 384, of which an ask would wait for a hundred, costs 27 times as much.
   */
  private static final int FITTED = 128;

  /** Half of the usual bound: hyperparameters of a region last for some hundred trials. */
  private static final ModelFit FIT =
      new ModelFit(
          new HyperparameterFit(new BatchedLbfgs(10, 30, 1e-2, 1e-6, 1)), OutputTransform.FAMILY);

  /** A scale beyond says that the parameter hardly matters; the bound of the paper's code. */
  private static final double LONGEST = 2;

  /** Of L. With it a box stays within the distance L that {@link TrustRegions} counts. */
  private static final double LONGEST_SIDE = 2;

  private final LocalSet set;
  private final Observations observations;
  private final ModelSpace space;
  private final Session session;
  private final TargetTransform transform;

  /** Values of the nearest. */
  private final double[] reference;

  private final Optional<GaussianProcess> process;

  /** Observations that the process has seen, in its order. */
  private final List<Integer> rows;

  /** How many of the set's later ones have been tried to append. */
  private int appended;

  private LocalModel(
      LocalSet set, Observations observations, ModelSpace space, Session session, int[] rows) {
    this.set = set;
    this.observations = observations;
    this.space = space;
    this.session = session;
    this.rows = new ArrayList<>(Arrays.stream(rows).boxed().toList());
    Points points = observations.points(rows);
    ObservedValues nearest = observed(this.rows);
    int step = (rows.length + FITTED - 1) / FITTED;
    ModelFit.Fitted fitted =
        FIT.fit(
            session,
            space.family(),
            points.every(step),
            nearest.every(step),
            LinearTrend.NONE,
            Optional.empty());
    this.reference = nearest.values();
    this.transform = fitted.transform();
    this.process =
        GaussianProcess.observing(
            session,
            fitted.report().model(),
            points,
            noise(nearest),
            rows.length + LocalSet.MOST_LATER);
  }

  /** Fits a model. O(nd) for the choice among n observations, then the cost of a fit. */
  static LocalModel of(
      LocalSet set, Observations observations, ModelSpace space, Compute compute, int candidates) {
    var nearest = new NearestObservations(space, observations);
    int[] rows = nearest.of(set.centre(), set.position(), LocalSet.NEAREST);
    Session session =
        compute.openSession(
            new Workload(rows.length, Math.max(1, space.dimension()), Math.max(1, candidates)));
    boolean isOwned = false;
    try {
      var model = new LocalModel(set, observations, space, session, rows);
      isOwned = true;
      return model;
    } finally {
      if (!isOwned) {
        session.close();
      }
    }
  }

  LocalSet set() {
    return set;
  }

  /**
   * The sides of a box for its mean side L, by parameter: L ℓ_i over the geometric mean of the
   * length scales (Eriksson et al. 2019, §2), at most 2L.
   */
  double[] sides(double length) {
    double[] logs = logLengthScales();
    double mean = space.axes().stream().mapToDouble(a -> logs[a.parameter()]).average().orElse(0);
    double[] sides = new double[logs.length];
    Arrays.setAll(sides, i -> length * Math.min(LONGEST_SIDE, Math.exp(logs[i] - mean)));
    return sides;
  }

  /**
   * The values of one function drawn from the posterior, in targets of this model: see {@link
   * FunctionDraw#at}.
   *
   * @return one a point, to be minimized; empty if the numbers do not allow a model
   */
  Optional<double[]> draw(List<Candidate> points, RandomGenerator random) {
    appendLater();
    return process.map(
        seen -> {
          seen.setTargets(transform.apply(observed(rows).values()));
          return new FunctionDraw(session, seen).at(space.points(points), random);
        });
  }

  /** Why a point was proposed, as far as its mean says; empty if the numbers allow no model. */
  Optional<Rationale> rationale(Candidate point) {
    return process.map(
        seen -> {
          double[] values = observed(rows).values();
          double[] targets = transform.apply(values);
          seen.setTargets(targets);
          double[] weights = seen.weights();
          double[] noise = seen.noise();
          double best =
              IntStream.range(0, targets.length)
                  .filter(i -> !Double.isNaN(values[i]))
                  .mapToDouble(i -> targets[i] - noise[i] * weights[i])
                  .min()
                  .orElse(Double.POSITIVE_INFINITY);
          try (Posterior at = seen.at(space.points(List.of(point)))) {
            double mean = at.mean()[0];
            Output output = observations.outputs().getFirst();
            Prediction prediction =
                new TargetUnits(transform.inverse(values), output.sign())
                    .prediction(mean, at.variance()[0]);
            return new Rationale(
                mean < best ? Motive.EXPLOITATION : Motive.EXPLORATION,
                Double.isFinite(prediction.mean()) ? Map.of(output.label(), prediction) : Map.of(),
                OptionalDouble.empty());
          }
        });
  }

  @Override
  public void close() {
    session.close();
  }

  /** One that would make the matrix indefinite is left out. */
  private void appendLater() {
    while (process.isPresent() && appended < set.later().size()) {
      int row = set.later().get(appended++);
      double[] noise = noise(observed(List.of(row)));
      if (process.get().append(observations.points(row, row + 1), noise)) {
        rows.add(row);
      }
    }
  }

  private ObservedValues observed(List<Integer> indices) {
    return new ObservedValues(
        indices.stream().mapToDouble(observations::value).toArray(),
        indices.stream().mapToDouble(observations::error).toArray());
  }

  private double[] noise(ObservedValues observed) {
    return observed.noise(transform, reference, space.family().noiseVariance().least());
  }

  /** By parameter; of several terms' the shortest. */
  private double[] logLengthScales() {
    double[] logs = new double[space.parameters()];
    Arrays.fill(logs, Math.log(LONGEST));
    process.ifPresent(
        seen -> {
          for (Term term : seen.model().kernel().terms()) {
            for (Factor factor : term.factors()) {
              switch (factor) {
                case Radial radial -> radial.scales().forEach(scale -> shorten(logs, scale));
              }
            }
          }
        });
    return logs;
  }

  private void shorten(double[] logs, LengthScale scale) {
    for (ModelSpace.Axis axis : space.axes()) {
      if (scale.columns().stream().anyMatch(column -> column.index() == axis.column())) {
        logs[axis.parameter()] = Math.min(logs[axis.parameter()], Math.log(scale.value()));
      }
    }
  }
}

package dev.luthier.strategy.gp;

import dev.luthier.optimize.BatchFunction;
import dev.luthier.optimize.BatchedLbfgs;
import dev.luthier.optimize.Box;
import dev.luthier.optimize.Minimum;
import dev.luthier.optimize.ProjectedGradient;
import dev.luthier.space.Polytope;
import dev.luthier.surrogate.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Climbs from candidates to nearby maxima of the acquisition function, all at the same time: by
 * batched L-BFGS in the continuous parameters, then by the best single change of a discrete one, in
 * turns until neither helps.
 *
 * <pre>
 *   name    meaning                                             shape
 *   v       continuous coordinates over their length scales     number of continuous parameters
 * </pre>
 *
 * <p>Divided by length scales the function is about equally curved along all variables, which is
 * what L-BFGS assumes before it knows better. The variables of an inactive parameter have no
 * gradient and stay. Conditions and forbidden combinations name discrete values only, so the
 * continuous steps cannot break any. Linear constraints can be broken: where there are any the
 * climb is one of projected gradients, which stays within what they leave and slides along its
 * faces. A face of parameters on a log scale is curved, and ends the climb.
 */
final class LocalSearch {
  /** A bound for turns that keep helping each other a little; not tuned. */
  private static final int MOST_TURNS = 4;

  /**
   * Changes of discrete parameters in one turn. Twenty in all left eight integers of hundreds of
   * values short of a maximum.
   */
  private static final int MOST_MOVES = 30;

  /** Values are logarithms: a gain of a millionth is a millionth of the expected improvement. */
  private static final double LEAST_GAIN = 1e-6;

  /**
   * A search that is not done after sixty points is on a plateau, and everything is evaluated again
   * for the next proposal. Tolerances are in logarithms of the expected improvement; the first step
   * is a tenth of a length scale.
   */
  private static final BatchedLbfgs CLIMB = new BatchedLbfgs(10, 60, 1e-4, 1e-7, 0.1);

  /**
   * The same within linear constraints. Without a quasi-Newton matrix it takes more points; no step
   * is longer than a length scale, beyond which a gradient says nothing.
   */
  private static final ProjectedGradient SLIDE = new ProjectedGradient(120, 1e-4, 1e-7, 0.1, 1);

  private final CandidateSpace candidates;
  private final ModelSpace model;
  private final List<ModelSpace.Axis> continuous = new ArrayList<>();
  private final List<Integer> discrete = new ArrayList<>();

  LocalSearch(CandidateSpace candidates, ModelSpace model) {
    this.candidates = candidates;
    this.model = model;
    for (ModelSpace.Axis axis : model.axes()) {
      if (candidates.discrete(axis.parameter()).isEmpty()) {
        continuous.add(axis);
      } else {
        discrete.add(axis.parameter());
      }
    }
  }

  /**
   * Where the candidates end up, or have come to when the rounds are over, in their order; none
   * worse than it was.
   */
  List<Valued> climb(
      Appraisal appraisal, double[] lengthScales, List<Valued> starts, Rounds rounds) {
    List<Valued> now = new ArrayList<>(starts);
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      boolean climbed =
          !continuous.isEmpty() && climbContinuous(appraisal, lengthScales, now, rounds);
      boolean moved = (climbed || turn == 0) && moveDiscrete(appraisal, now, rounds);
      if (!moved) {
        break;
      }
    }
    return now;
  }

  private boolean climbContinuous(
      Appraisal appraisal, double[] lengthScales, List<Valued> now, Rounds rounds) {
    double[] unit = new double[continuous.size()];
    double[] upper = new double[continuous.size()];
    for (int v = 0; v < unit.length; v++) {
      // A length scale far beyond the cube says that the parameter hardly matters, not that steps
      // along it should be as long.
      unit[v] = Math.min(1, lengthScales[continuous.get(v).parameter()]);
      upper[v] = 1 / unit[v];
    }
    List<double[]> starts =
        now.stream().map(valued -> variables(valued.candidate(), unit)).toList();
    BatchFunction negative =
        (indices, points, values, gradients) -> {
          evaluate(appraisal, now, unit, new Batch(indices, points, values, gradients));
          rounds.count();
        };
    Box box = new Box(new double[unit.length], upper);
    List<Minimum> ends =
        candidates.linear().isEmpty()
            ? CLIMB.minimize(negative, starts, box, rounds::isOver)
            : SLIDE.minimize(negative, starts, faces(now, starts, unit, upper), rounds::isOver);
    boolean climbed = false;
    for (int i = 0; i < now.size(); i++) {
      if (-ends.get(i).value() > now.get(i).value() + LEAST_GAIN) {
        double[] end = place(now.get(i).candidate(), ends.get(i).point(), unit);
        now.set(i, new Valued(candidates.at(end).orElseThrow(), -ends.get(i).value()));
        climbed = true;
      }
    }
    return climbed;
  }

  /** For every start the projection onto what linear constraints leave of the cube. */
  private List<UnaryOperator<double[]>> faces(
      List<Valued> now, List<double[]> starts, double[] unit, double[] upper) {
    int[] parameters = continuous.stream().mapToInt(ModelSpace.Axis::parameter).toArray();
    List<UnaryOperator<double[]>> faces = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      Candidate start = now.get(i).candidate();
      double[] variables = starts.get(i);
      Polytope polytope =
          candidates
              .linear()
              .polytope(
                  start.point(), start.active(), parameters, unit, new double[unit.length], upper);
      // There is a nearest point: the start is one that obeys.
      faces.add(point -> polytope.nearest(point).orElse(variables));
    }
    return faces;
  }

  private record Batch(int[] indices, double[][] points, double[] values, double[][] gradients) {}

  private void evaluate(Appraisal appraisal, List<Valued> now, double[] unit, Batch batch) {
    int m = batch.points().length;
    double[] columns = new double[m * model.dimension()];
    boolean[] isPermitted = new boolean[m];
    for (int i = 0; i < m; i++) {
      Candidate start = now.get(batch.indices()[i]).candidate();
      double[] point = place(start, batch.points()[i], unit);
      model.writeFeatures(point, start.active(), columns, i, m);
      isPermitted[i] = candidates.linear().isEmpty() || candidates.at(point).isPresent();
    }
    double[] byColumn = new double[columns.length];
    double[] values = appraisal.values(new Points(m, model.dimension(), columns), byColumn);
    for (int i = 0; i < m; i++) {
      batch.values()[i] = isPermitted[i] ? -values[i] : Double.POSITIVE_INFINITY;
      boolean[] active = now.get(batch.indices()[i]).candidate().active();
      for (int v = 0; v < unit.length; v++) {
        ModelSpace.Axis axis = continuous.get(v);
        double slope = byColumn[i + axis.column() * m];
        batch.gradients()[i][v] = active[axis.parameter()] ? -slope * unit[v] : 0;
      }
    }
  }

  private double[] variables(Candidate candidate, double[] unit) {
    double[] variables = new double[unit.length];
    Arrays.setAll(variables, v -> candidate.point()[continuous.get(v).parameter()] / unit[v]);
    return variables;
  }

  /** The candidate's point with other continuous coordinates. */
  private double[] place(Candidate candidate, double[] variables, double[] unit) {
    double[] point = candidate.point().clone();
    for (int v = 0; v < unit.length; v++) {
      point[continuous.get(v).parameter()] = Math.clamp(variables[v] * unit[v], 0, 1);
    }
    return point;
  }

  private boolean moveDiscrete(Appraisal appraisal, List<Valued> now, Rounds rounds) {
    boolean moved = false;
    boolean[] settled = new boolean[now.size()];
    for (int move = 0; move < MOST_MOVES; move++) {
      List<Candidate> neighbours = new ArrayList<>();
      List<Integer> origins = new ArrayList<>();
      for (int i = 0; i < settled.length; i++) {
        if (!settled[i]) {
          addNeighbours(now.get(i).candidate(), neighbours);
          while (origins.size() < neighbours.size()) {
            origins.add(i);
          }
        }
      }
      if (neighbours.isEmpty() || rounds.isOver()) {
        break;
      }
      Arrays.fill(settled, true);
      List<Valued> valued = appraisal.all(neighbours);
      rounds.count();
      for (int k = 0; k < valued.size(); k++) {
        int origin = origins.get(k);
        if (valued.get(k).value() > now.get(origin).value() + LEAST_GAIN) {
          now.set(origin, valued.get(k));
          settled[origin] = false;
          moved = true;
        }
      }
    }
    return moved;
  }

  /**
   * Adds all permitted candidates that differ in one discrete parameter, and in what that asks for.
   */
  private void addNeighbours(Candidate candidate, List<Candidate> neighbours) {
    for (int parameter : discrete) {
      if (candidate.active()[parameter]) {
        DiscreteAxis axis = candidates.discrete(parameter).orElseThrow();
        for (double coordinate : axis.alternatives(candidate.point()[parameter])) {
          double[] point = candidate.point().clone();
          point[parameter] = coordinate;
          candidates.near(point).ifPresent(neighbours::add);
        }
      }
    }
  }
}

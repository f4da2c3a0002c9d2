package dev.luthier.bench.suite;

import dev.luthier.bench.problem.BoxInstance.Box;
import dev.luthier.bench.problem.CommonStart;
import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A value to be minimised where others are ≤ 0, all of them known by evaluation only. A run is as
 * good as its best feasible value; while it has none, as the worst value it has seen.
 *
 * <pre>
 *   gardner1   cos 2x cos y + sin x          cos(x + y) ≤ ½                        −2 at (3π/2, 0)
 *   gardner2   sin x                         sin x sin y ≤ −0.95                   −1 at (3π/2, π/2)
 *   gramacy    x + y                         3/2 − x − 2y − ½ sin 2π(x² − 2y) ≤ 0  0.5998
 *                                            x² + y² ≤ 3/2
 *   vessel     cost of a cylinder with two hemispherical heads                     6059.714
 * </pre>
 *
 * <p>Gardner et al., ICML 2014 (simulations 1 and 2); Gramacy et al., Technometrics 58(1), 2016;
 * Coello Coello and Mezura Montes, Advanced Engineering Informatics 16(3), 2002.
 */
public final class ConstrainedProblem implements Problem {
  private static final double SHEET = 0.0625;
  private static final double VOLUME = 1_296_000;

  private final String name;
  private final int constraints;
  private final SearchSpace space;
  private final Function<Configuration, Outcome> function;

  private ConstrainedProblem(
      String name, int constraints, SearchSpace space, Function<Configuration, Outcome> function) {
    this.name = name;
    this.constraints = constraints;
    this.space = space;
    this.function = function;
  }

  /** A value, and what must be ≤ 0. */
  private record Outcome(double value, List<Double> constraints) {
    static Outcome of(double value, Double... constraints) {
      return new Outcome(value, List.of(constraints));
    }
  }

  /** All four. */
  public static List<ConstrainedProblem> all() {
    return List.of(
        onSquare(
            "gardner1",
            6,
            1,
            (x, y) ->
                Outcome.of(Math.cos(2 * x) * Math.cos(y) + Math.sin(x), Math.cos(x + y) - 0.5)),
        onSquare(
            "gardner2", 6, 1, (x, y) -> Outcome.of(Math.sin(x), Math.sin(x) * Math.sin(y) + 0.95)),
        onSquare(
            "gramacy",
            1,
            2,
            (x, y) ->
                Outcome.of(
                    x + y,
                    1.5 - x - 2 * y - 0.5 * Math.sin(2 * Math.PI * (x * x - 2 * y)),
                    x * x + y * y - 1.5)),
        vessel());
  }

  @FunctionalInterface
  private interface OfTwo {
    Outcome at(double x, double y);
  }

  private static ConstrainedProblem onSquare(
      String name, double side, int constraints, OfTwo function) {
    Box box = Box.between(new double[2], new double[] {side, side});
    return new ConstrainedProblem(
        name,
        constraints,
        box.space(),
        configuration -> {
          double[] x = box.point(configuration);
          return function.at(x[0], x[1]);
        });
  }

  /**
   * Thicknesses of shell and heads, in sheets of 1/16 inch; radius and length, in inches. The
   * volume's constraint is relative, so that all three are of order one.
   */
  private static ConstrainedProblem vessel() {
    var building = SearchSpace.builder();
    IntegerParameter shell = building.add(IntegerParameter.linear("shell", 1, 99));
    IntegerParameter head = building.add(IntegerParameter.linear("head", 1, 99));
    RealParameter radius = building.add(RealParameter.linear("radius", 10, 200));
    RealParameter length = building.add(RealParameter.linear("length", 10, 200));
    return new ConstrainedProblem(
        "vessel",
        3,
        building.build(),
        configuration -> {
          double s = SHEET * configuration.get(shell);
          double h = SHEET * configuration.get(head);
          double r = configuration.get(radius);
          double l = configuration.get(length);
          return Outcome.of(
              0.6224 * s * r * l + 1.7781 * h * r * r + 3.1661 * s * s * l + 19.84 * s * s * r,
              0.0193 * r - s,
              0.00954 * r - h,
              1 - Math.PI * r * r * (l + 4 * r / 3) / VOLUME);
        });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Group group() {
    return Group.CONSTRAINED;
  }

  @Override
  public Instance instance(long seed) {
    return new Constrained(CommonStart.of(space, name, seed));
  }

  private final class Constrained implements Instance {
    private final List<Configuration> start;

    private Constrained(List<Configuration> start) {
      this.start = start;
    }

    @Override
    public SearchSpace space() {
      return space;
    }

    @Override
    public List<Configuration> start() {
      return start;
    }

    @Override
    public List<String> constraints() {
      return IntStream.range(0, constraints).mapToObj(k -> "c" + (k + 1)).toList();
    }

    @Override
    public Evaluation evaluate(Configuration configuration, long index) {
      Outcome outcome = function.apply(configuration);
      Evaluation evaluation = Evaluation.of(outcome.value);
      for (int k = 0; k < constraints; k++) {
        evaluation = evaluation.withConstraint(constraints().get(k), outcome.constraints.get(k));
      }
      return evaluation;
    }

    @Override
    public double figure(History history) {
      List<Evaluation> all = history.entries().stream().map(History.Entry::evaluation).toList();
      return all.stream()
          .filter(Evaluation::isFeasible)
          .mapToDouble(evaluation -> evaluation.value(ObjectiveSpec.UNNAMED))
          .min()
          .orElseGet(
              () ->
                  all.stream()
                      .mapToDouble(e -> e.value(ObjectiveSpec.UNNAMED))
                      .max()
                      .orElseThrow());
    }

    @Override
    public double score(double figure) {
      return figure;
    }
  }
}

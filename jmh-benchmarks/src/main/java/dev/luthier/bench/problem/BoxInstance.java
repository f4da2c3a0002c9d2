package dev.luthier.bench.problem;

import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A function of a box: parameters x0, x1, …. Canonical order is by name, where x10 comes before x2,
 * so coordinates are found by their parameters.
 */
public final class BoxInstance implements ScalarInstance {
  private final Box box;
  private final ToDoubleFunction<double[]> function;
  private final List<Configuration> start;
  private final Regret regret;

  /**
   * A function to be minimised over a box.
   *
   * @param start points of the box
   */
  public BoxInstance(
      Box box, ToDoubleFunction<double[]> function, List<double[]> start, Regret regret) {
    this.box = box;
    this.function = function;
    this.start = start.stream().map(box::configuration).toList();
    this.regret = regret;
  }

  @Override
  public SearchSpace space() {
    return box.space();
  }

  @Override
  public List<Configuration> start() {
    return start;
  }

  @Override
  public double evaluate(Configuration configuration) {
    return function.applyAsDouble(box.point(configuration));
  }

  @Override
  public double score(double best) {
    return regret.log10(best);
  }

  /** The parameters of a box, in the order of coordinates. */
  public record Box(List<RealParameter> parameters, SearchSpace space) {
    public Box {
      parameters = List.copyOf(parameters);
    }

    /** The box between two corners. */
    public static Box between(double[] lower, double[] upper) {
      var space = SearchSpace.builder();
      List<RealParameter> parameters =
          IntStream.range(0, lower.length)
              .mapToObj(i -> space.add(RealParameter.linear("x" + i, lower[i], upper[i])))
              .toList();
      return new Box(parameters, space.build());
    }

    /** The unit cube. */
    public static Box cube(int dimension) {
      double[] ones = new double[dimension];
      Arrays.fill(ones, 1);
      return between(new double[dimension], ones);
    }

    /** The coordinates of a configuration. */
    public double[] point(Configuration configuration) {
      return parameters.stream().mapToDouble(configuration::get).toArray();
    }

    Configuration configuration(double[] point) {
      return space.configure((_, parameter) -> point[parameters.indexOf(parameter)]);
    }
  }
}

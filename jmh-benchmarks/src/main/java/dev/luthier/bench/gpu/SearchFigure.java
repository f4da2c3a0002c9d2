package dev.luthier.bench.gpu;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a proposal asks of an exact model that is there already: the means of a screen, the
 * variances of its best, then rounds in which some local searches advance side by side, each with
 * mean, variance and gradient. The strategy gp leaves exact models for local ones beyond 10,500
 * observations; this shows what a larger one would take.
 */
final class SearchFigure implements Figure {
  /** As the strategy's options have it. */
  private static final int SCREENED = 2_048;

  /** Whose variance a screen asks for. */
  private static final int VARIANCES = 256;

  private static final int ROUNDS = 50;
  private static final int SIDE_BY_SIDE = 10;

  @Override
  public String name() {
    return "search";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(10_000, 30_000);
  }

  @Override
  public void measure(OpenSession open, int n, Scale scale, Lines lines) {
    GaussianProcess process = Models.observing(open.session(), n);
    Points screened = Observed.points(SCREENED, 15);
    Points best = Observed.points(VARIANCES, 16);
    Points starts = Observed.points(SIDE_BY_SIDE, 17);
    double[] sum = new double[1];
    Times times = Times.of(scale.seconds(), () -> sum[0] = search(process, screened, best, starts));
    Map<String, Object> line = times.toJson();
    line.put("sum", sum[0]);
    lines.add(line);
  }

  /** The sum of all answers. */
  private static double search(
      GaussianProcess process, Points screened, Points best, Points starts) {
    double sum = 0;
    try (Posterior at = process.at(screened)) {
      sum += sum(at.mean());
    }
    try (Posterior at = process.at(best)) {
      sum += sum(at.mean()) + sum(at.variance());
    }
    Points points = starts;
    double[] ones = new double[SIDE_BY_SIDE];
    Arrays.fill(ones, 1);
    for (int round = 0; round < ROUNDS; round++) {
      try (Posterior at = process.at(points)) {
        double[] gradient = at.inputGradient(new double[][] {ones}, ones);
        sum += sum(at.mean()) + sum(at.variance()) + sum(gradient);
        points = moved(points, gradient);
      }
    }
    return sum;
  }

  /** A short step uphill, so that no round repeats another. */
  private static Points moved(Points points, double[] gradient) {
    double[] columns = points.columns().clone();
    Arrays.setAll(columns, i -> Math.clamp(columns[i] + 1e-3 * gradient[i], 0, 1));
    return new Points(points.count(), points.dimension(), columns);
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}

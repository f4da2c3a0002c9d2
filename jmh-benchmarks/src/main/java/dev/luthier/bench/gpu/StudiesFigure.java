package dev.luthier.bench.gpu;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.surrogate.LogMarginalLikelihood;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.Points;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A likelihood and its gradient for each of many small studies, one after the other on one session:
 * what every backend can do. A backend that takes many at once is to be measured here beside it.
 */
final class StudiesFigure implements Figure {
  @Override
  public String name() {
    return "studies";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(50);
  }

  @Override
  public void measure(OpenSession open, int n, Scale scale, Lines lines) {
    double[] sum = new double[1];
    Times times = Times.of(scale.seconds(), () -> sum[0] = evaluated(open, n, scale.count()));
    Map<String, Object> line = times.toJson();
    line.put("studies", scale.count());
    line.put("batched", false);
    line.put("value_sum", sum[0]);
    lines.add(line);
  }

  /** The sum of all log likelihoods; studies differ in their values alone. */
  private static double evaluated(OpenSession open, int n, int count) {
    Points points = Observed.points(n, 12);
    double[] values = Observed.of(n).values();
    ModelFamily.Model model = Observed.model();
    int p = model.kernel().hyperparameterCount();
    double[] gradient = new double[p + 1];
    double sum = 0;
    for (int study = 0; study < count; study++) {
      double factor = 1 + study / (double) count;
      double[] own = Arrays.stream(values).map(v -> factor * v).toArray();
      try (var likelihood = new LogMarginalLikelihood(open.session(), points, own, p)) {
        sum += likelihood.evaluate(model, gradient);
      }
    }
    return sum;
  }
}

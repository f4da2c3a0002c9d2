package dev.luthier.bench.gpu;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.surrogate.LogMarginalLikelihood;
import dev.luthier.surrogate.ModelFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One step of a fit: n³ flops, of which cuSOLVER's potrf and potri are all but the covariances. */
final class LikelihoodFigure implements Figure {
  @Override
  public String name() {
    return "likelihood";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(10_000);
  }

  @Override
  public void measure(OpenSession open, int n, Scale scale, Lines lines) {
    Observed of = Observed.of(n);
    ModelFamily.Model model = Observed.model();
    int p = model.kernel().hyperparameterCount();
    double[] gradient = new double[p + 1];
    double[] value = new double[1];
    try (var likelihood = new LogMarginalLikelihood(open.session(), of.points(), of.values(), p)) {
      Times times =
          Times.of(scale.seconds(), () -> value[0] = likelihood.evaluate(model, gradient));
      Map<String, Object> line = times.toJson();
      line.put("value", value[0]);
      line.put("gradient", Arrays.stream(gradient).boxed().toList());
      lines.add(line);
    }
  }
}

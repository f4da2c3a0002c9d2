package dev.luthier.bench.gpu;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Mean and variance at many candidates at once: n² flops each, candidates up and answers down. */
final class PosteriorFigure implements Figure {
  @Override
  public String name() {
    return "posterior";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(5_000);
  }

  @Override
  public void measure(OpenSession open, int n, Scale scale, Lines lines) {
    Points candidates = Observed.points(scale.candidates(), 14);
    GaussianProcess process = Models.observing(open.session(), n);
    double[][] answer = new double[2][];
    Times times =
        Times.of(
            scale.seconds(),
            () -> {
              try (Posterior posterior = process.at(candidates)) {
                answer[0] = posterior.mean();
                answer[1] = posterior.variance();
              }
            });
    Map<String, Object> line = times.toJson();
    line.put("candidates", scale.candidates());
    line.put("mean_sum", Arrays.stream(answer[0]).sum());
    line.put("variance_sum", Arrays.stream(answer[1]).sum());
    lines.add(line);
  }
}

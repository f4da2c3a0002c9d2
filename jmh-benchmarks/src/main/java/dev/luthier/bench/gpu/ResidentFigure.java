package dev.luthier.bench.gpu;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Posterior;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model whose factor and K⁻¹ stay in memory, 8n² bytes each, and predictions of it. */
final class ResidentFigure implements Figure {
  private static final int CANDIDATES = 10;

  @Override
  public String name() {
    return "resident";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(50_000);
  }

  @Override
  public void measure(OpenSession open, int n, Scale scale, Lines lines) {
    MemoryUse before = MemoryUse.now();
    long start = System.nanoTime();
    GaussianProcess process = Models.observing(open.session(), n);
    try (Posterior posterior = process.at(Observed.points(CANDIDATES, 14))) {
      double[] variance = posterior.variance();
      double milliseconds = (System.nanoTime() - start) / 1e6;
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("build_ms", milliseconds);
      line.put("before", before.toJson());
      line.put("after", MemoryUse.now().toJson());
      line.put("mean_sum", Arrays.stream(posterior.mean()).sum());
      line.put("variance_sum", Arrays.stream(variance).sum());
      lines.add(line);
    }
  }
}

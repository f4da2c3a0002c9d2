package dev.luthier.bench.gpu;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory after a tenth of many sessions, when every pool has what it needs, and after all of them.
 * Each session allocates and does not release.
 */
final class MemoryFigure implements Figure {
  private static final int WARM = 10;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(200);
  }

  @Override
  public void measure(OpenSession open, int n, Scale scale, Lines lines) {
    int warm = Math.max(1, scale.count() / WARM);
    double sum = sessions(open, n, warm);
    MemoryUse before = MemoryUse.now();
    sum += sessions(open, n, scale.count() - warm);
    MemoryUse after = MemoryUse.now();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("sessions", scale.count());
    line.put("before", before.toJson());
    line.put("after", after.toJson());
    line.put("sum", sum);
    lines.add(line);
  }

  /** The sum of the last elements of count factors of a definite matrix. */
  private static double sessions(OpenSession open, int n, int count) {
    double sum = 0;
    double[] element = new double[1];
    for (int i = 0; i < count; i++) {
      try (Session session = open.another()) {
        Matrix a = session.allocate(n, n);
        session.fill(a, 0);
        session.addToDiagonal(a, 4);
        session.choleskyInPlace(a);
        session.download(a.block(n - 1, n - 1, 1, 1), element);
        sum += element[0];
      }
    }
    return sum;
  }
}

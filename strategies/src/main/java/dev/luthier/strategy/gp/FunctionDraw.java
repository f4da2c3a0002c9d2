package dev.luthier.strategy.gp;

import dev.luthier.linalg.Session;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.PathwiseSample;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One function drawn from a posterior, at points: along a path where the kernel has Fourier
 * features, jointly where it has masks, which they do not cover.
 *
 * @param session that of the process
 * @param process with targets
 */
record FunctionDraw(Session session, GaussianProcess process) {
  /**
   * 512 features, a number like that of the observations: beside those the error of a finite basis
   * is small (Wilson et al. 2020, §4).
   */
  private static final int PAIRS = 256;

  /** A joint draw of more costs m³. */
  static final int MOST_JOINT = 256;

  /** m values; of more than {@link #MOST_JOINT} points the rest is ∞ where they are joint. */
  double[] at(Points points, RandomGenerator random) {
    return PathwiseSample.draw(session, process, PAIRS, random)
        .map(path -> path.at(points))
        .orElseGet(() -> joint(points, random));
  }

  private double[] joint(Points points, RandomGenerator random) {
    Points first = first(points, Math.min(MOST_JOINT, points.count()));
    double[] normals = new double[first.count()];
    Arrays.setAll(normals, _ -> random.nextGaussian());
    double[] draw = new double[points.count()];
    Arrays.fill(draw, Double.POSITIVE_INFINITY);
    try (Posterior at = process.at(first)) {
      System.arraycopy(at.samples(normals), 0, draw, 0, first.count());
    }
    return draw;
  }

  private static Points first(Points points, int m) {
    double[] columns = new double[m * points.dimension()];
    for (int c = 0; c < points.dimension(); c++) {
      System.arraycopy(points.columns(), c * points.count(), columns, c * m, m);
    }
    return new Points(m, points.dimension(), columns);
  }
}

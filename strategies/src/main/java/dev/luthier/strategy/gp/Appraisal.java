package dev.luthier.strategy.gp;

import dev.luthier.acquisition.AcquisitionFunction;
import dev.luthier.acquisition.Valuation;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What candidates are worth under one model, in batches. */
final class Appraisal {
  /**
   * Candidates whose variance is computed together: one pass over K⁻¹ each, so that a larger batch
   * would only compute variances in vain.
   */
  private static final int BATCH = 256;

  private final GaussianProcess process;
  private final AcquisitionFunction function;
  private final ModelSpace space;

  Appraisal(GaussianProcess process, AcquisitionFunction function, ModelSpace space) {
    this.process = process;
    this.function = function;
    this.space = space;
  }

  ModelSpace space() {
    return space;
  }

  /** All of the candidates with their values, in their order. */
  List<Valued> all(List<Candidate> candidates) {
    List<Valued> valued = new ArrayList<>(candidates.size());
    for (int from = 0; from < candidates.size(); from += BATCH) {
      List<Candidate> batch = candidates.subList(from, Math.min(candidates.size(), from + BATCH));
      double[] values = values(points(batch));
      for (int i = 0; i < values.length; i++) {
        valued.add(new Valued(batch.get(i), values[i]));
      }
    }
    return valued;
  }

  /**
   * The best candidates with their values, best first: the means of all, but variances only as long
   * as one of the next could still be among the {@code wanted} best, if its deviation were the
   * largest seen so far. In ascending order of the mean a batch comes when all before it have been
   * looked at.
   */
  List<Valued> screen(List<Candidate> candidates, int wanted) {
    double[] mean = means(candidates);
    int[] order =
        IntStream.range(0, mean.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> mean[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Valued> best = new ArrayList<>();
    double largest = 0;
    for (int from = 0; from < order.length; from += BATCH) {
      if (best.size() >= wanted
          && bound(mean[order[from]], largest) < best.get(wanted - 1).value()) {
        break;
      }
      List<Candidate> batch =
          Arrays.stream(order, from, Math.min(order.length, from + BATCH))
              .mapToObj(candidates::get)
              .toList();
      try (Posterior at = process.at(points(batch))) {
        double[] variance = at.variance();
        double[] values = function.value(at.mean(), variance).value();
        for (int i = 0; i < values.length; i++) {
          best.add(new Valued(batch.get(i), values[i]));
          largest = Math.max(largest, variance[i]);
        }
      }
      best.sort(Valued.BEST_FIRST);
    }
    return best;
  }

  /**
   * Values at points given by their columns.
   *
   * @param gradient overwritten with the m × d derivatives, the columns one after another
   */
  double[] values(Points points, double[] gradient) {
    try (Posterior at = process.at(points)) {
      Valuation valuation = function.value(at.mean(), at.variance());
      double[] found = at.inputGradient(valuation.byMean(), valuation.byVariance());
      System.arraycopy(found, 0, gradient, 0, found.length);
      return valuation.value();
    }
  }

  private double[] values(Points points) {
    try (Posterior at = process.at(points)) {
      return function.value(at.mean(), at.variance()).value();
    }
  }

  private double[] means(List<Candidate> candidates) {
    try (Posterior at = process.at(points(candidates))) {
      return at.mean();
    }
  }

  private double bound(double mean, double variance) {
    return function.value(new double[] {mean}, new double[] {variance}).value()[0];
  }

  private Points points(List<Candidate> candidates) {
    List<double[]> rows =
        candidates.stream().map(c -> space.features(c.point(), c.active())).toList();
    return Points.ofRows(rows, space.dimension());
  }
}

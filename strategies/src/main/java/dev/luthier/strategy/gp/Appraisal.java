package dev.luthier.strategy.gp;

import dev.luthier.acquisition.AcquisitionFunction;
import dev.luthier.acquisition.Valuation;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What candidates are worth under one model, in batches. */
final class Appraisal {
  /**
   * Candidates whose variance is computed together: one pass over K⁻¹ each, so that a larger batch
   * would only compute variances in vain.
   */
  private static final int BATCH = 256;

  /** Candidates of each branch that are looked at first: a local search is to begin in each. */
  private static final int OF_A_BRANCH = 8;

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
   * The most promising candidates with their values, best first: the means of all, but variances of
   * a batch alone, the lowest means of each branch and then of all. Whether another could win
   * cannot be told without its variance: the bound that takes the prior's lets nearly all pass,
   * which at n = 1,000 makes an ask three times as long and finds nothing better
   * (docs/decisions/0011).
   */
  List<Valued> screen(List<Candidate> candidates) {
    List<Candidate> promising =
        branchesFirst(candidates, means(candidates)).stream()
            .limit(BATCH)
            .map(candidates::get)
            .toList();
    List<Valued> best = new ArrayList<>(all(promising));
    best.sort(Valued.BEST_FIRST);
    return best;
  }

  private static List<Integer> branchesFirst(List<Candidate> candidates, double[] mean) {
    List<Integer> ascending =
        IntStream.range(0, mean.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> mean[i]))
            .toList();
    Map<List<Boolean>, Integer> seen = new HashMap<>();
    List<Integer> first = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int i : ascending) {
      int before = seen.merge(candidates.get(i).branch(), 1, Integer::sum);
      (before <= OF_A_BRANCH ? first : others).add(i);
    }
    first.addAll(others);
    return first;
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
    double[] means = new double[candidates.size()];
    for (int from = 0; from < means.length; from += BATCH) {
      List<Candidate> batch = candidates.subList(from, Math.min(means.length, from + BATCH));
      try (Posterior at = process.at(points(batch))) {
        System.arraycopy(at.mean(), 0, means, from, batch.size());
      }
    }
    return means;
  }

  private Points points(List<Candidate> candidates) {
    List<double[]> rows =
        candidates.stream().map(c -> space.features(c.point(), c.active())).toList();
    return Points.ofRows(rows, space.dimension());
  }
}

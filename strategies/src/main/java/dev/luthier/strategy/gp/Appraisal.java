package dev.luthier.strategy.gp;

import dev.luthier.acquisition.JointAcquisition;
import dev.luthier.acquisition.JointValuation;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.Term;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What candidates are worth under one model of each output, in batches.
 *
 * <pre>
 *   name       meaning                                     shape
 *   outputs    a process for each output                   K
 *   function   a(μ, σ²), larger is better                  of K outputs
 * </pre>
 */
final class Appraisal {
  /**
   * Candidates whose variance is computed together: one pass over K⁻¹ each, so that a larger batch
   * would only compute variances in vain.
   */
  private static final int BATCH = 256;

  /** Candidates whose means are computed together: a block of k(X, z) that stays in a cache. */
  private static final int MEANS = 1_024;

  /** Candidates of each branch that are looked at first: a local search is to begin in each. */
  private static final int OF_A_BRANCH = 8;

  private final List<GaussianProcess> outputs;
  private final JointAcquisition function;
  private final ModelSpace space;
  private final CandidateSpace candidates;

  Appraisal(
      List<GaussianProcess> outputs,
      JointAcquisition function,
      ModelSpace space,
      CandidateSpace candidates) {
    this.outputs = outputs;
    this.function = function;
    this.space = space;
    this.candidates = candidates;
  }

  /** All of the candidates with their values, in their order. */
  List<Valued> all(List<Candidate> all) {
    List<Valued> valued = new ArrayList<>(all.size());
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Candidate> batch = all.subList(from, Math.min(all.size(), from + BATCH));
      double[] values = values(space.points(batch));
      for (int i = 0; i < values.length; i++) {
        valued.add(new Valued(batch.get(i), values[i]));
      }
    }
    return valued;
  }

  /**
   * The most promising candidates with their values, best first: the means of all, but variances of
   * a batch alone, the most promising of each branch and then of all. Whether another could win
   * cannot be told without its variance: the bound that takes the prior's lets nearly all pass,
   * which at n = 1,000 makes an ask three times as long and finds nothing better
   * (docs/decisions/0011).
   */
  List<Valued> screen(List<Candidate> all) {
    List<Candidate> promising =
        branchesFirst(all, promises(all)).stream().limit(BATCH).map(all::get).toList();
    List<Valued> best = new ArrayList<>(all(promising));
    best.sort(Valued.BEST_FIRST);
    return best;
  }

  private List<Integer> branchesFirst(List<Candidate> all, double[] promise) {
    List<Integer> descending =
        IntStream.range(0, promise.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -promise[i]))
            .toList();
    Map<List<Boolean>, Integer> seen = new HashMap<>();
    List<Integer> first = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int i : descending) {
      int before = seen.merge(candidates.branch(all.get(i)), 1, Integer::sum);
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
    try (var beliefs = new Beliefs(points)) {
      JointValuation valuation = function.value(beliefs.mean(), beliefs.variance());
      for (int k = 0; k < outputs.size(); k++) {
        double[] ofOutput =
            beliefs.at.get(k).inputGradient(valuation.byMean()[k], valuation.byVariance()[k]);
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] = k == 0 ? ofOutput[i] : gradient[i] + ofOutput[i];
        }
      }
      return valuation.value();
    }
  }

  private double[] values(Points points) {
    try (var beliefs = new Beliefs(points)) {
      return function.value(beliefs.mean(), beliefs.variance()).value();
    }
  }

  /**
   * What candidates would be worth if nothing were known near them: by the means and the prior's
   * variances. With one output that is their order by mean.
   */
  private double[] promises(List<Candidate> all) {
    double[] promises = new double[all.size()];
    for (int from = 0; from < promises.length; from += MEANS) {
      List<Candidate> batch = all.subList(from, Math.min(promises.length, from + MEANS));
      try (var beliefs = new Beliefs(space.points(batch))) {
        double[][] mean = beliefs.mean();
        double[] values =
            outputs.size() == 1 ? negated(mean[0]) : function.value(mean, beliefs.prior()).value();
        System.arraycopy(values, 0, promises, from, values.length);
      }
    }
    return promises;
  }

  private static double[] negated(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
    return values;
  }

  /**
   * By parameter, the least over the outputs; 1 for a parameter that the model does not see. Steps
   * of a search are measured by it.
   */
  double[] lengthScales() {
    double[] scales = new double[space.parameters()];
    Arrays.fill(scales, Double.POSITIVE_INFINITY);
    for (GaussianProcess process : outputs) {
      for (Term term : process.model().kernel().terms()) {
        for (var factor : term.factors()) {
          switch (factor) {
            case Radial radial -> {
              for (int g = 0; g < radial.scales().size(); g++) {
                int parameter = space.axes().get(g).parameter();
                scales[parameter] = Math.min(scales[parameter], radial.scales().get(g).value());
              }
            }
          }
        }
      }
    }
    Arrays.setAll(scales, i -> scales[i] == Double.POSITIVE_INFINITY ? 1 : scales[i]);
    return scales;
  }

  /** The posteriors of all outputs at a batch. */
  private final class Beliefs implements AutoCloseable {
    private final List<Posterior> at = new ArrayList<>();
    private final int count;

    Beliefs(Points points) {
      this.count = points.count();
      outputs.forEach(process -> at.add(process.at(points)));
    }

    double[][] mean() {
      return at.stream().map(Posterior::mean).toArray(double[][]::new);
    }

    double[][] variance() {
      return at.stream().map(Posterior::variance).toArray(double[][]::new);
    }

    double[][] prior() {
      double[][] variance = new double[at.size()][count];
      for (int k = 0; k < variance.length; k++) {
        Arrays.fill(variance[k], outputs.get(k).priorVariance());
      }
      return variance;
    }

    @Override
    public void close() {
      at.forEach(Posterior::close);
    }
  }
}

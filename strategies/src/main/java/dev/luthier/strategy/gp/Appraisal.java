package dev.luthier.strategy.gp;

import dev.luthier.acquisition.JointAcquisition;
import dev.luthier.acquisition.JointValuation;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What candidates are worth under one model of each output, in batches.
 *
 * <pre>
 *   name       meaning                                     shape
 *   outputs    a process for each output                   K
 *   function   a(μ, σ²), larger is better                  of Σ sₖ outputs
 *   sₖ         sets of targets of process k, often 1       K
 *   belief     (β/n) log π, added to a
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
  private final EarlierTrend trend;
  private final JointAcquisition function;
  private final BeliefTerm belief;
  private final ModelSpace space;
  private final CandidateSpace candidates;

  Appraisal(
      List<GaussianProcess> outputs,
      EarlierTrend trend,
      JointAcquisition function,
      BeliefTerm belief,
      ModelSpace space,
      CandidateSpace candidates) {
    this.outputs = outputs;
    this.trend = trend;
    this.function = function;
    this.belief = belief;
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
   * {@link #examined some}.
   */
  List<Valued> screen(List<Candidate> all) {
    List<Valued> best = new ArrayList<>(all(examined(all)));
    best.sort(Valued.BEST_FIRST);
    return best;
  }

  /**
   * Candidates whose variances are worth while: a batch. Of one output those of the least means.
   * Whether another could win cannot be told without its variance: the bound that takes the prior's
   * lets nearly all pass, which at n = 1,000 makes an ask three times as long and finds nothing
   * better (docs/decisions/0011).
   *
   * <p>Of several outputs half as many by promise and as many evenly of the others: what they
   * promise by the prior's variances is most where the best known points lie, so that a batch of
   * the most promising may never leave the first feasible region found (docs/decisions/0019).
   */
  private List<Candidate> examined(List<Candidate> all) {
    if (all.size() <= BATCH) {
      return all;
    }
    double[] promise = promises(all);
    if (outputs.size() == 1 && !candidates.hasBranches()) {
      return greatest(promise, BATCH).map(all::get).toList();
    }
    List<Integer> byPromise = branchesFirst(all, promise);
    int promising = outputs.size() == 1 ? BATCH : BATCH / 2;
    List<Candidate> chosen = new ArrayList<>();
    byPromise.subList(0, promising).forEach(i -> chosen.add(all.get(i)));
    int others = byPromise.size() - promising;
    for (int k = 0; k < BATCH - promising; k++) {
      int at = promising + (int) ((long) k * others / (BATCH - promising));
      chosen.add(all.get(byPromise.get(at)));
    }
    return chosen;
  }

  /** Indices of the greatest, in descending order; of equal ones the first come first. */
  private static Stream<Integer> greatest(double[] values, int most) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    double least = ascending[ascending.length - most];
    return IntStream.range(0, values.length)
        .filter(i -> !(values[i] < least)) // NaN stays, and comes last
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -values[i]))
        .limit(most);
  }

  private List<Integer> branchesFirst(List<Candidate> all, double[] promise) {
    List<Integer> descending = greatest(promise, promise.length).toList();
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
    try (var posteriors = new Posteriors(points)) {
      JointValuation valuation = function.value(posteriors.mean(), posteriors.variance());
      Arrays.fill(gradient, 0);
      int first = 0;
      for (int k = 0; k < outputs.size(); k++) {
        int last = first + outputs.get(k).targetSets();
        double[][] byMean = Arrays.copyOfRange(valuation.byMean(), first, last);
        double[] byVariance = sum(Arrays.copyOfRange(valuation.byVariance(), first, last));
        double[] ofOutput = posteriors.at.get(k).inputGradient(byMean, byVariance);
        Arrays.setAll(gradient, i -> gradient[i] + ofOutput[i]);
        if (k == 0) {
          posteriors.trend.addGradient(sum(byMean), gradient);
        }
        first = last;
      }
      belief.addGradient(gradient, points);
      belief.addTo(valuation.value(), points);
      return valuation.value();
    }
  }

  private double[] values(Points points) {
    try (var posteriors = new Posteriors(points)) {
      double[] values = function.value(posteriors.mean(), posteriors.variance()).value();
      belief.addTo(values, points);
      return values;
    }
  }

  /**
   * What candidates would be worth if nothing were known near them: by the means and the prior's
   * variances. With one output that is their order by mean, unless the user believes something,
   * which is in the units of the acquisition function.
   */
  private double[] promises(List<Candidate> all) {
    double[] promises = new double[all.size()];
    for (int from = 0; from < promises.length; from += MEANS) {
      List<Candidate> batch = all.subList(from, Math.min(promises.length, from + MEANS));
      Points points = space.points(batch);
      try (var posteriors = new Posteriors(points)) {
        double[][] mean = posteriors.mean();
        double[] values =
            outputs.size() == 1 && belief.isZero()
                ? negated(sum(mean))
                : function.value(mean, posteriors.prior()).value();
        belief.addTo(values, points);
        System.arraycopy(values, 0, promises, from, values.length);
      }
    }
    return promises;
  }

  private static double[] sum(double[][] rows) {
    double[] sum = rows[0].clone();
    for (int s = 1; s < rows.length; s++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += rows[s][i];
      }
    }
    return sum;
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
      double[] its = space.lengthScales(process.model().kernel());
      Arrays.setAll(scales, i -> Math.min(scales[i], its[i]));
    }
    Arrays.setAll(scales, i -> scales[i] == Double.POSITIVE_INFINITY ? 1 : scales[i]);
    return scales;
  }

  /** The posteriors of all outputs at a batch. */
  private final class Posteriors implements AutoCloseable {
    private final List<Posterior> at = new ArrayList<>();
    private final EarlierTrend.Values trend;

    Posteriors(Points points) {
      outputs.forEach(process -> at.add(process.at(points)));
      this.trend = Appraisal.this.trend.at(points);
    }

    double[][] mean() {
      double[][] means =
          at.stream().flatMap(p -> Arrays.stream(p.means())).toArray(double[][]::new);
      for (int s = 0; s < outputs.getFirst().targetSets(); s++) {
        trend.addTo(means[s]);
      }
      return means;
    }

    double[][] variance() {
      return forEverySet(k -> at.get(k).variance());
    }

    double[][] prior() {
      return forEverySet(k -> at.get(k).priorVariance());
    }

    /** Variances do not depend on targets. */
    private double[][] forEverySet(IntFunction<double[]> variance) {
      List<double[]> rows = new ArrayList<>();
      for (int k = 0; k < outputs.size(); k++) {
        rows.addAll(Collections.nCopies(outputs.get(k).targetSets(), variance.apply(k)));
      }
      return rows.toArray(double[][]::new);
    }

    @Override
    public void close() {
      trend.close();
      at.forEach(Posterior::close);
    }
  }
}

package dev.luthier.select.cost;

import dev.luthier.linalg.BackendInfo;
import dev.luthier.strategy.Workload;

/**
 * What a backend's work costs, in nanoseconds, fp64. Every number is the least that was measured,
 * so it can only be too high: what else runs, and code that the just-in-time compiler has not got
 * to yet, only ever slow down.
 *
 * @param backend whose
 * @param call an operation on one element and the download of its result
 * @param transferredByte a byte to the backend or back
 * @param flop a floating-point operation of a large product
 * @param panel per n² of a Cholesky factorization, what it takes beyond n³/3 flops: at n = 1,000
 *     OpenBLAS reaches 38 GFLOP/s where its product reaches 67
 * @param pass per n² of one pass over a symmetric n × n matrix with ten columns beside it
 * @param pair a covariance, per column of the points
 * @param isSettled whether repetitions had stopped getting faster; until they have, the numbers say
 *     how fast the backend is at least, and not how slow
 */
public record BackendCosts(
    BackendInfo backend,
    double call,
    double transferredByte,
    double flop,
    double panel,
    double pass,
    double pair,
    boolean isSettled) {

  /** Columns of a pass: as many local searches advance together. */
  static final int COLUMNS = 10;

  /** Evaluations of the likelihood a fit: cold ones end after 27 to 39. */
  private static final double EVALUATIONS = 35;

  /** Observations of which a fit evaluates the likelihood, at most. */
  private static final double MOST_FITTED = 1_200;

  /** A model is fitted anew when there are a tenth more observations. */
  private static final double PER_FIT = 10;

  /** Candidates whose variance a screen asks for. */
  private static final double VARIANCES = 256;

  /** Rounds of the local searches for one proposal. */
  private static final double ROUNDS = 50;

  private static final double CALLS_PER_EVALUATION = 10;
  private static final double CALLS_PER_ROUND = 4;

  public BackendCosts {
    for (double cost : new double[] {call, transferredByte, flop, panel, pass, pair}) {
      if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a cost of " + cost + " ns: must be finite and ≥ 0");
      }
    }
  }

  /**
   * Seconds that a trial takes: its proposal, and its share in the fits. A model of a model, for
   * comparing backends; a factor off in the same way for all of them.
   */
  public double secondsPerTrial(Workload workload) {
    double n = workload.observations();
    double fitted = Math.min(n, MOST_FITTED);
    double fit = EVALUATIONS * likelihood(fitted, workload.dimension()) + cholesky(n);
    double fits = 1 / Math.max(1, n / PER_FIT);
    return (proposal(workload) + fits * fit) / 1e9;
  }

  /** Covariances and their derivatives, the factor and the inverse. */
  private double likelihood(double n, double d) {
    double covariances = 1.5 * n * n * d * pair;
    return covariances + 3 * cholesky(n) + CALLS_PER_EVALUATION * call;
  }

  private double cholesky(double n) {
    return n * n * n / 3 * flop + n * n * panel;
  }

  /** The screen, and a pass with its covariances for every round of the local searches. */
  private double proposal(Workload workload) {
    double n = workload.observations();
    double d = workload.dimension();
    double m = workload.candidates();
    double moved = Double.BYTES * (m * (d + 2) + ROUNDS * COLUMNS * 2 * d) * transferredByte;
    double screen = m * n * d * pair + Math.min(m, VARIANCES) * n * n * flop;
    double round = n * n * pass + COLUMNS * n * d * pair + CALLS_PER_ROUND * call;
    return moved + screen + ROUNDS * round;
  }

  /** These costs with another word on whether they have settled. */
  BackendCosts settled(boolean settled) {
    return new BackendCosts(backend, call, transferredByte, flop, panel, pass, pair, settled);
  }

  /**
   * Whether no cost is much less than in an earlier round. Panels are a small difference of large
   * times, so that it is the factor they belong to which must be steady.
   */
  boolean isSteadyAfter(BackendCosts before, double share) {
    return call >= share * before.call
        && transferredByte >= share * before.transferredByte
        && flop >= share * before.flop
        && of256(this) >= share * of256(before)
        && pass >= share * before.pass
        && pair >= share * before.pair;
  }

  /** Seconds for the Cholesky factor of an n × n matrix. */
  public double secondsToFactor(int n) {
    return cholesky(n) / 1e9;
  }

  private static double of256(BackendCosts costs) {
    return costs.cholesky(256);
  }

  /** The lesser of each cost: two measurements of one backend, neither of them too low. */
  BackendCosts least(BackendCosts other) {
    return new BackendCosts(
        backend,
        Math.min(call, other.call),
        Math.min(transferredByte, other.transferredByte),
        Math.min(flop, other.flop),
        Math.min(panel, other.panel),
        Math.min(pass, other.pass),
        Math.min(pair, other.pair),
        isSettled || other.isSettled);
  }
}

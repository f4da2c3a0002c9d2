package dev.luthier.surrogate;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.surrogate.ModelFamily.Model;
import java.util.Arrays;
import java.util.Optional;

/**
 * A Gaussian process with given hyperparameters, conditioned on observations.
 *
 * <pre>
 *   name    meaning                                    shape
 *   X       points observed, rows                      n × d
 *   K       k(X,X) + diag(σᵢ²) + jitter I = L Lᵀ       n × n
 *   σᵢ²     noise: σ² of the model, or a point's own   n
 *   y       targets, in s sets                         n × s
 *   α       K⁻¹ y                                      n × s
 * </pre>
 *
 * <p>Points and targets come separately: {@link #append} changes L, in O(n²) a point; {@link
 * #setTargets} changes α alone, in O(n²), so that another scaling of the outputs costs no
 * factorization. Points that are still being evaluated are appended last, after {@link #mark}, and
 * {@link #rollback} drops them for nothing. Several sets of targets share the factor and all
 * variances, and each has means of its own: what would be believed if a set came true.
 *
 * <p>Confined to its session's thread. The process owns the session and closes it.
 */
public final class GaussianProcess implements AutoCloseable {
  private final Session session;
  private final Model model;
  private final int dimension;
  private final double scale;
  private final CholeskyFactor factor;
  private final PrecisionMatrix settled;
  private final PrecisionMatrix tentative;
  private Matrix x;
  private Matrix alpha;
  private double jitter;

  /** σᵢ² of each point, without jitter; room for more. */
  private double[] noise;

  private Optional<CholeskyFactor.Mark> mark = Optional.empty();
  private boolean hasTargets;

  private GaussianProcess(Session session, Model model, int dimension, int capacity) {
    this.session = session;
    this.model = model;
    this.dimension = dimension;
    this.scale = model.kernel().varianceAt(new double[dimension]);
    this.noise = new double[capacity];
    this.factor = new CholeskyFactor(session, capacity);
    this.settled = new PrecisionMatrix(session, capacity);
    this.tentative = new PrecisionMatrix(session, 1);
    this.x = session.adopt(session.allocate(capacity, dimension));
    this.alpha = session.adopt(session.allocate(capacity, 1));
  }

  /**
   * A process that has seen points; it needs targets before it predicts. Costs n³ flops.
   *
   * @param session for this process alone; closed with it, and at once when the answer is empty
   * @param points n ≥ 1 of them; the first n of those to come
   * @param capacity how many points to make room for; it grows beyond by itself
   * @return empty if K is not definite even with jitter, which takes hyperparameters or points that
   *     are not finite
   */
  public static Optional<GaussianProcess> observing(
      Session session, Model model, Points points, int capacity) {
    return observing(session, model, points, inferred(points.count()), capacity);
  }

  /**
   * As the other, with observations that may have a noise of their own.
   *
   * @param noise n variances; NaN: the model's
   */
  public static Optional<GaussianProcess> observing(
      Session session, Model model, Points points, double[] noise, int capacity) {
    var process =
        new GaussianProcess(session, model, points.dimension(), Math.max(capacity, points.count()));
    if (process.append(points, noise)) {
      return Optional.of(process);
    }
    process.close();
    return Optional.empty();
  }

  /** n. */
  public int count() {
    return factor.order();
  }

  public Model model() {
    return model;
  }

  /**
   * The variance of f where nothing is known, of the terms that no mask gates: a scale for jitter.
   * At a point it is {@link Posterior#priorVariance}.
   */
  public double priorVariance() {
    return scale;
  }

  /** What had to be added to the diagonal, relative to the prior variance; most often 0. */
  public double jitter() {
    return jitter;
  }

  /**
   * Appends points. O(n²) for each.
   *
   * @return whether K is still definite, with jitter on the new points if need be; if not, nothing
   *     has been appended
   */
  public boolean append(Points points) {
    return append(points, inferred(points.count()));
  }

  /**
   * Appends points whose observations may have a noise of their own. O(n²) for each.
   *
   * @param own variances, one for each point; NaN: the model's
   * @return as {@link #append(Points)} does
   */
  public boolean append(Points points, double[] own) {
    int n = factor.order();
    int m = points.count();
    reserve(n + m);
    session.upload(points.columns(), x.block(n, 0, m, dimension));
    for (int i = 0; i < m; i++) {
      noise[n + i] = Double.isNaN(own[i]) ? model.noiseVariance() : own[i];
    }
    Jitter.Attempt attempt = Jitter.increasing(amount -> appendRows(n, m, amount));
    if (!attempt.isDefinite()) {
      return false;
    }
    jitter = Math.max(jitter, attempt.amount());
    hasTargets = false;
    if (n == 0) {
      settled.rebuild(factor);
    } else {
      precisionHolder().extendTo(factor);
    }
    return true;
  }

  /**
   * Sets the values observed, in the order of the points. O(sn²).
   *
   * @param y one set or more of n values, not kept
   */
  public void setTargets(double[]... y) {
    for (double[] set : y) {
      if (set.length != count()) {
        throw new IllegalArgumentException(set.length + " targets for " + count() + " points");
      }
    }
    if (y.length != alpha.cols()) {
      session.release(alpha);
      alpha = session.adopt(session.allocate(x.rows(), y.length));
    }
    for (int s = 0; s < y.length; s++) {
      session.upload(y[s], alpha().block(0, s, count(), 1));
    }
    factor.solve(alpha());
    hasTargets = true;
  }

  /**
   * The posterior mean of a trend's coefficients; the targets of this process, which are what the
   * trend leaves of y, must be set anew. O(qn²).
   *
   * @param trend with the values of its q ≥ 1 functions at the points
   * @param y n values
   * @return q values, or m if the numbers do not allow it
   */
  public double[] coefficients(LinearTrend trend, double[] y) {
    TrendEquations equations = new TrendEquations(session, trend);
    setTargets(equations.rightSides(y));
    hasTargets = false;
    return equations.coefficients(alpha());
  }

  /** s. */
  public int targetSets() {
    return alpha.cols();
  }

  /** σᵢ², the noise variance of each of the n observations. */
  public double[] noise() {
    return Arrays.copyOf(noise, count());
  }

  /** α of the first set, n values: yᵢ − σᵢ²αᵢ is the posterior mean at a point itself. */
  public double[] weights() {
    requireTargets();
    double[] weights = new double[count()];
    session.download(alpha().block(0, 0, count(), 1), weights);
    return weights;
  }

  /**
   * The diagonal of K⁻¹, n values: σᵢ² − σᵢ⁴ times it is the posterior variance at a point itself,
   * jitter apart. O(n).
   */
  public double[] precisions() {
    double[] precisions = new double[count()];
    try (var _ = session.scope()) {
      Matrix diagonal = session.allocate(count(), 1);
      session.diagonal(precision(), diagonal);
      session.download(diagonal, precisions);
    }
    return precisions;
  }

  /** The posterior at candidates. The caller closes it before changing this process. */
  public Posterior at(Points candidates) {
    requireTargets();
    return new Posterior(this, session, candidates);
  }

  /**
   * From here on points are appended on trial. O(n²) for the copy of K⁻¹.
   *
   * @throws IllegalStateException if they are already
   */
  public void mark() {
    if (mark.isPresent()) {
      throw new IllegalStateException("there is a mark already; roll back first");
    }
    settled.copyTo(tentative);
    mark = Optional.of(factor.mark());
  }

  /** Drops the points appended since {@link #mark}; targets must be set again. */
  public void rollback() {
    factor.rollback(mark.orElseThrow(() -> new IllegalStateException("there is no mark")));
    mark = Optional.empty();
    hasTargets = false;
  }

  @Override
  public void close() {
    session.close();
  }

  Matrix x() {
    return x.block(0, 0, count(), dimension);
  }

  Matrix alpha() {
    return alpha.block(0, 0, count(), alpha.cols());
  }

  /** b ← L⁻¹ b, in place. */
  void whiten(Matrix b) {
    factor.whiten(b);
  }

  /** K⁻¹, lower triangle. */
  Matrix precision() {
    return precisionHolder().matrix();
  }

  private PrecisionMatrix precisionHolder() {
    return mark.isPresent() ? tentative : settled;
  }

  private static double[] inferred(int count) {
    double[] noise = new double[count];
    Arrays.fill(noise, Double.NaN);
    return noise;
  }

  /** Rows n to n + m of X and of the noise. */
  private CholeskyOutcome appendRows(int n, int m, double amount) {
    double[] added = new double[m];
    Arrays.setAll(added, i -> noise[n + i] + amount * scale);
    return factor.append(
        m,
        (cross, corner) -> {
          try (var _ = session.scope()) {
            Matrix old = x.block(0, 0, n, dimension);
            Matrix rows = x.block(n, 0, m, dimension);
            Matrix diagonal = session.allocate(m, 1);
            session.upload(added, diagonal);
            Covariances.require(session.crossCovariance(model.kernel(), rows, old, cross));
            Covariances.require(session.covariance(model.kernel(), rows, diagonal, corner));
          }
        });
  }

  private void requireTargets() {
    if (!hasTargets) {
      throw new IllegalStateException("points have changed since targets were set");
    }
  }

  private void reserve(int rows) {
    if (rows > x.rows()) {
      int room = Math.max(rows, 2 * x.rows());
      Matrix larger = session.adopt(session.allocate(room, dimension));
      session.copy(x(), larger.block(0, 0, count(), dimension));
      session.release(x);
      session.release(alpha);
      x = larger;
      noise = Arrays.copyOf(noise, room);
      alpha = session.adopt(session.allocate(room, 1));
    }
  }
}

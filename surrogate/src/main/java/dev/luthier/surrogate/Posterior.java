package dev.luthier.surrogate;

import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Scope;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import java.util.Arrays;
import java.util.Optional;

/**
 * The posterior of a Gaussian process at a batch of candidates, without the noise of an
 * observation. What is not asked for is not computed: the mean costs O(mn) kernel values, the
 * variance one pass over K⁻¹ more, or for many candidates a triangular solve, a gradient one more
 * pass over the pairs.
 *
 * <pre>
 *   name      meaning                              shape
 *   z         candidates, rows                     m × d
 *   c         k(X, z)                              n × m
 *   u         K⁻¹ c                                n × m
 *   mean      cᵀ α                                 m
 *   variance  k(z,z) − diag(cᵀu)                   m
 *           = k(z,z) − diag((L⁻¹c)ᵀ(L⁻¹c))
 * </pre>
 *
 * <p>Opened by {@link GaussianProcess#at}, closed by the caller before the process changes;
 * confined to the session's thread. Arrays that are returned belong to the caller.
 */
public final class Posterior implements AutoCloseable {

  /**
   * Candidates from which on variances without gradients are computed by L instead of K⁻¹: n²
   * multiplications and additions each instead of 2n². A search has fewer, and wants both; a pass
   * over K⁻¹ is bound by memory up to about here.
   */
  private static final int MANY = 64;

  /** Candidates at a time, whose L⁻¹c is read again from a cache: 8 MB at n = 1,000. */
  private static final int WHITENED = 1_024;

  private final GaussianProcess process;
  private final Session session;
  private final Scope scope;
  private final Points candidates;
  private final Matrix z;
  private final Matrix c;
  private Optional<Matrix> projection = Optional.empty();

  Posterior(GaussianProcess process, Session session, Points candidates) {
    this.process = process;
    this.session = session;
    this.candidates = candidates;
    this.scope = session.scope();
    int m = candidates.count();
    boolean isOpen = false;
    try {
      this.z = session.allocate(m, candidates.dimension());
      this.c = session.allocate(process.count(), m);
      session.upload(candidates.columns(), z);
      Covariances.require(session.crossCovariance(kernel(), process.x(), z, c));
      isOpen = true;
    } finally {
      if (!isOpen) {
        scope.close();
      }
    }
  }

  /** μ by the first set of targets, m values. */
  public double[] mean() {
    return mean(process.alpha().block(0, 0, process.count(), 1));
  }

  /** μ by each set of targets, s arrays of m values. */
  public double[][] means() {
    double[] all = mean(process.alpha());
    int m = candidates.count();
    double[][] means = new double[process.targetSets()][];
    Arrays.setAll(means, s -> Arrays.copyOfRange(all, s * m, (s + 1) * m));
    return means;
  }

  private double[] mean(Matrix alpha) {
    Matrix out = session.allocate(candidates.count(), alpha.cols());
    session.gemm(1, c, Transpose.TRANSPOSED, alpha, Transpose.NONE, 0, out);
    return download(out);
  }

  /**
   * σ², m values, ≥ 0. Rounding is of the order 1e-16 · σ_f² · cond(K), and may turn a small
   * variance into a negative one: it is then 0.
   */
  public double[] variance() {
    double[] explained = explained();
    double[] variance = priorVariance();
    Arrays.setAll(variance, j -> Math.max(0, variance[j] - explained[j]));
    return variance;
  }

  /** k(z, z), m values: the variances before anything was observed. */
  public double[] priorVariance() {
    double[] variance = new double[candidates.count()];
    double[] point = new double[candidates.dimension()];
    for (int j = 0; j < variance.length; j++) {
      for (int k = 0; k < point.length; k++) {
        point[k] = candidates.columns()[j + k * variance.length];
      }
      variance[j] = kernel().varianceAt(point);
    }
    return variance;
  }

  /**
   * The gradient of a function of the m means and variances, in adjoint form: Σ_j (byMean_j ∇μ_j +
   * byVariance_j ∇σ²_j), where candidate j moves its own mean and variance alone; with several sets
   * of targets summed over their means. O(mn(d + s)).
   *
   * @param byMean for each set of targets, m derivatives
   * @param byVariance m derivatives
   * @return m × d, the columns one after another; 0 in columns that the kernel does not read or
   *     that are categorical
   */
  public double[] inputGradient(double[][] byMean, double[] byVariance) {
    int m = candidates.count();
    Matrix w = session.allocate(process.count(), m);
    Matrix scales = session.allocate(m, 1);
    Matrix slopes = session.allocate(m, byMean.length);
    double[] twice = new double[m];
    for (int j = 0; j < m; j++) {
      twice[j] = -2 * byVariance[j];
    }
    session.copy(projection(), w);
    session.upload(twice, scales);
    session.scaleColumns(w, scales);
    for (int s = 0; s < byMean.length; s++) {
      session.upload(byMean[s], slopes.block(0, s, m, 1));
    }
    session.gemm(1, process.alpha(), Transpose.NONE, slopes, Transpose.TRANSPOSED, 1, w);
    return gradientDot(w);
  }

  private double[] gradientDot(Matrix w) {
    Matrix gradient = session.allocate(candidates.count(), candidates.dimension());
    Covariances.require(session.crossCovarianceGradDot(kernel(), process.x(), z, w, gradient));
    return download(gradient);
  }

  /**
   * Σ_j byMean_j ∇μ_j by the first set of targets, as {@link #inputGradient}, without variances:
   * O(mnd).
   *
   * @param byMean m derivatives
   */
  public double[] meanGradient(double[] byMean) {
    int m = candidates.count();
    Matrix w = session.allocate(process.count(), m);
    Matrix slopes = session.allocate(m, 1);
    session.upload(byMean, slopes);
    Matrix alpha = process.alpha().block(0, 0, process.count(), 1);
    session.gemm(1, alpha, Transpose.NONE, slopes, Transpose.TRANSPOSED, 0, w);
    return gradientDot(w);
  }

  /**
   * Draws of the m values together: μ + C ε with C Cᵀ their covariance. O(nm² + m³).
   *
   * @param normals m · s independent standard normal numbers, draw after draw
   * @return s draws of m values, one after another; all of them μ if the covariance is not definite
   *     even with jitter
   */
  public double[] samples(double[] normals) {
    int m = candidates.count();
    if (m == 0 || normals.length % m != 0) {
      throw new IllegalArgumentException(normals.length + " normals for draws of " + m + " values");
    }
    Matrix product = session.allocate(m, m);
    session.gemm(1, c, Transpose.TRANSPOSED, projection(), Transpose.NONE, 0, product);
    double[] explained = download(product);
    Matrix covariance = session.allocate(m, m);
    Matrix jitter = session.allocate(m, 1);
    Jitter.Attempt factored =
        Jitter.increasing(
            amount -> {
              session.fill(jitter, amount * process.priorVariance());
              Covariances.require(session.covariance(kernel(), z, jitter, covariance));
              double[] rest = download(covariance);
              for (int i = 0; i < rest.length; i++) {
                rest[i] -= explained[i];
              }
              session.upload(rest, covariance);
              return session.choleskyInPlace(covariance);
            });
    double[] mean = mean();
    double[] l = download(covariance);
    double[] draws = new double[normals.length];
    for (int s = 0; s < normals.length / m; s++) {
      for (int i = 0; i < m; i++) {
        double sum = mean[i];
        for (int k = 0; factored.isDefinite() && k <= i; k++) {
          sum += l[i + k * m] * normals[s * m + k];
        }
        draws[s * m + i] = sum;
      }
    }
    return draws;
  }

  @Override
  public void close() {
    scope.close();
  }

  /** diag(cᵀK⁻¹c): what the observations take from the variances. */
  private double[] explained() {
    Matrix out = session.allocate(candidates.count(), 1);
    if (projection.isEmpty() && candidates.count() > MANY) {
      for (int from = 0; from < c.cols(); from += WHITENED) {
        whiten(from, Math.min(WHITENED, c.cols() - from), out);
      }
    } else {
      session.dot(c, projection(), out);
    }
    return download(out);
  }

  private void whiten(int from, int count, Matrix out) {
    try (var _ = session.scope()) {
      Matrix whitened = session.allocate(c.rows(), count);
      session.copy(c.block(0, from, c.rows(), count), whitened);
      process.whiten(whitened);
      session.columnSquaredNorms(whitened, out.block(from, 0, count, 1));
    }
  }

  /** u. */
  private Matrix projection() {
    if (projection.isEmpty()) {
      Matrix u = session.allocate(c.rows(), c.cols());
      session.symmetricMultiply(1, process.precision(), c, 0, u);
      projection = Optional.of(u);
    }
    return projection.get();
  }

  private Kernel kernel() {
    return process.model().kernel();
  }

  private double[] download(Matrix matrix) {
    double[] values = HostArray.of(matrix.rows(), matrix.cols());
    session.download(matrix, values);
    return values;
  }
}

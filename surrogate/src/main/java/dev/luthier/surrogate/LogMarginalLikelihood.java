package dev.luthier.surrogate;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import dev.luthier.surrogate.ModelFamily.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The log marginal likelihood of observations and its gradient (Rasmussen, Williams 2006, eq. 5.8
 * and 5.9).
 *
 * <pre>
 *   log p(y | θ) = −½ yᵀα − Σ log L_ii − ½ n log 2π        K = k_θ(x,x) + diag(σᵢ²) = L Lᵀ
 *   ∂/∂θ = Σ_ij W_ij ∂K_ij/∂θ                              W = ½ (ααᵀ − K⁻¹)     α = K⁻¹y
 *   ∂/∂σ² = Σ_i W_ii                                       over the observations of noise σ²
 *
 *   name      meaning                                       shape
 *   x         points, rows                                  n × d
 *   σᵢ²       an observation's noise: its own, or θ's σ²    n
 *   inferred  1 where it is θ's, else 0                     n
 *   k         K, then L                                     n × n, lower
 *   w         K⁻¹, then W                                   n × n, lower
 *   sums      what comes back in one download               p + 3
 *   h         functions of a trend, if there is one         n × q
 * </pre>
 *
 * <p>With a {@link LinearTrend}, K has H S² Hᵀ besides, and y is what the trend's expected value
 * leaves.
 *
 * <p>n³ flops and O(n²d) for an evaluation: Cholesky ⅓, inverse ⅔, one pass for all derivatives.
 * Only θ goes down, with the noise where some is known, and the sums come back. Confined to its
 * session's thread.
 */
public final class LogMarginalLikelihood implements AutoCloseable {
  private final Session session;
  private final int n;
  private final int p;
  private final Matrix x;
  private final Matrix y;
  private final Matrix alpha;
  private final Matrix diagonal;
  private final Matrix inferred;
  private final Matrix k;
  private final Matrix w;
  private final Matrix sums;
  private final Optional<Matrix> h;

  /** As in {@link Targets}. */
  private final double[] noise;

  /**
   * For observations that do not change.
   *
   * @param points n points, the columns one after another
   * @param y n values
   * @param hyperparameters p, of the kernels to come
   */
  public LogMarginalLikelihood(Session session, Points points, double[] y, int hyperparameters) {
    this(session, points, Targets.of(y), hyperparameters, LinearTrend.NONE);
  }

  /**
   * As without a trend, and nothing known of the noise; of a trend without functions it is the
   * same.
   *
   * @param targets n of them
   * @param trend with the values of its functions at the points
   */
  public LogMarginalLikelihood(
      Session session, Points points, Targets targets, int hyperparameters, LinearTrend trend) {
    this.session = session;
    this.n = points.count();
    this.p = hyperparameters;
    this.x = keep(n, points.dimension());
    this.y = keep(n, 1);
    this.alpha = keep(n, 1);
    this.diagonal = keep(n, 1);
    this.inferred = keep(n, 1);
    this.k = keep(n, n);
    this.w = keep(n, n);
    this.sums = keep(p + 3, 1);
    session.upload(points.columns(), x);
    this.noise = targets.noise().clone();
    double[] rest = targets.y().clone();
    if (trend.size() > 0) {
      double[] expected = trend.at(trend.means());
      Arrays.setAll(rest, i -> rest[i] - expected[i]);
    }
    session.upload(rest, this.y);
    session.upload(Arrays.stream(noise).map(v -> Double.isNaN(v) ? 1 : 0).toArray(), inferred);
    this.h = trend.size() > 0 ? Optional.of(keep(n, trend.size())) : Optional.empty();
    List<double[]> scaled = trend.scaled();
    for (int j = 0; j < scaled.size(); j++) {
      session.upload(scaled.get(j), h.orElseThrow().block(0, j, n, 1));
    }
  }

  /**
   * Evaluates at a model.
   *
   * @param gradient p + 1 values, overwritten: with respect to the logarithms of the kernel's
   *     hyperparameters in their order, then of the noise variance
   * @return the log likelihood, or −∞ if K is not definite to working precision; the gradient is
   *     then unspecified
   */
  public double evaluate(Model model, double[] gradient) {
    setDiagonal(model.noiseVariance());
    Covariances.require(session.covariance(model.kernel(), x, diagonal, k));
    h.ifPresent(functions -> session.syrk(1, functions, Transpose.NONE, 1, k));
    if (session.choleskyInPlace(k) instanceof CholeskyOutcome.NotDefinite) {
      return Double.NEGATIVE_INFINITY;
    }
    session.copy(y, alpha);
    session.solveTriangular(TriangularSystem.LEFT, k, alpha);
    session.solveTriangular(TriangularSystem.LEFT_TRANSPOSED, k, alpha);
    session.dot(y, alpha, sums.block(p, 0, 1, 1));
    session.logDiagSum(k, sums.block(p + 1, 0, 1, 1));
    session.inverseFromCholesky(k, w);
    session.syrk(0.5, alpha, Transpose.NONE, -0.5, w);
    Covariances.require(session.covarianceGradDot(model.kernel(), x, w, sums.block(0, 0, p, 1)));
    session.diagonal(w, diagonal);
    session.dot(diagonal, inferred, sums.block(p + 2, 0, 1, 1));
    double[] answer = new double[p + 3];
    session.download(sums, answer);
    System.arraycopy(answer, 0, gradient, 0, p);
    gradient[p] = model.noiseVariance() * answer[p + 2];
    return -0.5 * answer[p] - answer[p + 1] - 0.5 * n * Math.log(2 * Math.PI);
  }

  @Override
  public void close() {
    for (Matrix matrix : new Matrix[] {x, y, alpha, diagonal, inferred, k, w, sums}) {
      session.release(matrix);
    }
    h.ifPresent(session::release);
  }

  private void setDiagonal(double inferredNoise) {
    if (Arrays.stream(noise).allMatch(Double::isNaN)) {
      session.fill(diagonal, inferredNoise);
    } else {
      session.upload(
          Arrays.stream(noise).map(v -> Double.isNaN(v) ? inferredNoise : v).toArray(), diagonal);
    }
  }

  private Matrix keep(int rows, int cols) {
    return session.adopt(session.allocate(rows, cols));
  }
}

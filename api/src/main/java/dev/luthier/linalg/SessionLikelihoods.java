package dev.luthier.linalg;

import java.util.Arrays;
import java.util.List;

/**
 * Likelihoods of small studies by the operations of a session, one study after another: what every
 * backend can do. {@link LikelihoodBatch} has the equations.
 *
 * <pre>
 *   name      meaning                                                       shape
 *   x, y      points and values of each study                               n × d, n × 1
 *   alpha     K⁻¹y                                                          N × 1
 *   diagonal  σ², then the diagonal of W                                    N × 1
 *   ones      1                                                             N × 1
 *   k         K, then L                                                     N × N, lower
 *   w         K⁻¹, then W                                                   N × N, lower
 *   sums      of each study ∂/∂θ, yᵀα, Σ log L_ii, tr W: one download       (p + 3) × B
 *   N         points of the largest study, whose matrices all others share
 * </pre>
 */
final class SessionLikelihoods implements LikelihoodEngine {

  private final Session session;
  private final StudyBatch batch;
  private final int p;
  private final Matrix[] x;
  private final Matrix[] y;
  private final Matrix alpha;
  private final Matrix diagonal;
  private final Matrix ones;
  private final Matrix k;
  private final Matrix w;
  private final Matrix sums;
  private final double[] answer;

  private SessionLikelihoods(Session session, StudyBatch batch) {
    this.session = session;
    this.batch = batch;
    List<SmallStudy> studies = batch.studies();
    p = batch.structure().hyperparameterCount();
    x = new Matrix[studies.size()];
    y = new Matrix[studies.size()];
    for (int b = 0; b < x.length; b++) {
      SmallStudy study = studies.get(b);
      x[b] = session.allocate(study.count(), study.dimension());
      y[b] = session.allocate(study.count(), 1);
      session.upload(study.points(), x[b]);
      session.upload(study.values(), y[b]);
    }
    int largest = batch.largestCount();
    alpha = session.allocate(largest, 1);
    diagonal = session.allocate(largest, 1);
    ones = session.allocate(largest, 1);
    session.fill(ones, 1);
    k = session.allocate(largest, largest);
    w = session.allocate(largest, largest);
    sums = session.allocate(p + 3, x.length);
    answer = new double[Math.multiplyExact(p + 3, x.length)];
  }

  /** Takes over the session. */
  static SessionLikelihoods open(Session session, StudyBatch batch) {
    try {
      return new SessionLikelihoods(session, batch);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  @Override
  public void evaluate(double[] theta, double[] values, double[] gradients) {
    boolean[] definite = new boolean[x.length];
    for (int b = 0; b < x.length; b++) {
      double[] own = Arrays.copyOfRange(theta, b * (p + 1), (b + 1) * (p + 1));
      definite[b] = evaluate(b, own);
    }
    session.download(sums, answer);
    for (int b = 0; b < x.length; b++) {
      int from = b * (p + 3);
      int to = b * (p + 1);
      if (definite[b]) {
        int n = batch.studies().get(b).count();
        values[b] =
            -0.5 * answer[from + p] - answer[from + p + 1] - 0.5 * n * Math.log(2 * Math.PI);
        System.arraycopy(answer, from, gradients, to, p);
        gradients[to + p] = Math.exp(theta[to + p]) * answer[from + p + 2];
      } else {
        values[b] = Double.NaN;
        Arrays.fill(gradients, to, to + p + 1, Double.NaN);
      }
    }
  }

  /** Whether K was definite, so that the study's column of sums is there. */
  private boolean evaluate(int b, double[] theta) {
    Kernel kernel = batch.structure().withHyperparameters(Arrays.copyOf(theta, p));
    int n = batch.studies().get(b).count();
    Matrix ownK = k.block(0, 0, n, n);
    Matrix ownW = w.block(0, 0, n, n);
    Matrix ownAlpha = alpha.block(0, 0, n, 1);
    Matrix ownDiagonal = diagonal.block(0, 0, n, 1);
    session.fill(ownDiagonal, Math.exp(theta[p]));
    require(session.covariance(kernel, x[b], ownDiagonal, ownK));
    if (session.choleskyInPlace(ownK) instanceof CholeskyOutcome.NotDefinite) {
      return false;
    }
    session.copy(y[b], ownAlpha);
    session.solveTriangular(TriangularSystem.LEFT, ownK, ownAlpha);
    session.solveTriangular(TriangularSystem.LEFT_TRANSPOSED, ownK, ownAlpha);
    session.dot(y[b], ownAlpha, sums.block(p, b, 1, 1));
    session.logDiagSum(ownK, sums.block(p + 1, b, 1, 1));
    session.inverseFromCholesky(ownK, ownW);
    session.syrk(0.5, ownAlpha, Transpose.NONE, -0.5, ownW);
    require(session.covarianceGradDot(kernel, x[b], ownW, sums.block(0, b, p, 1)));
    session.diagonal(ownW, ownDiagonal);
    session.dot(ownDiagonal, ones.block(0, 0, n, 1), sums.block(p + 2, b, 1, 1));
    return true;
  }

  /** Every backend there is knows the factors there are. */
  private static void require(CovarianceOutcome outcome) {
    switch (outcome) {
      case CovarianceOutcome.Computed() -> {}
      case CovarianceOutcome.Unsupported(var factor, var reason) ->
          throw new IllegalStateException(factor + " is not supported: " + reason);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}

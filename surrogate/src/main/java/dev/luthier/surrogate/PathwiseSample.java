package dev.luthier.surrogate;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A function drawn from the posterior of a Gaussian process: one from the prior, moved so that it
 * passes through the observations (Matheron's rule; Wilson et al. 2020, arXiv:2002.09309, eq. 12).
 *
 * <pre>
 *   name    meaning                                                            shape
 *   φ       Fourier features with amplitudes: see {@link FourierBasis}         F
 *   w       standard normal weights                                            F
 *   f       φ(·)ᵀ w, drawn from the prior                                      function
 *   ε       noise of the observations, drawn anew                              n
 *   v       K⁻¹ (y − f(X) − ε) = α − K⁻¹ (f(X) + ε)                            n
 *
 *   sample(z) = φ(z)ᵀ w + k(z, X) v
 * </pre>
 *
 * <p>Over draws of everything the samples have exactly the posterior's mean and covariance; for one
 * basis the covariance of the prior part is off by a multiple of 1/√F, which observations nearby
 * make up for. Drawing costs O(nF + n²), a value O(n + F), in one product for a batch; joint draws
 * by {@link Posterior#samples} cost O(nm² + m³) for m values.
 *
 * <p>Holds nothing in the session. Valid while the process has the points and targets it was drawn
 * with, and confined to the session's thread.
 */
public final class PathwiseSample {
  private final Session session;
  private final GaussianProcess process;
  private final FourierBasis basis;

  /** a ∘ w, then v: F + n values. */
  private final double[] weights;

  private PathwiseSample(
      Session session, GaussianProcess process, FourierBasis basis, double[] weights) {
    this.session = session;
    this.process = process;
    this.basis = basis;
    this.weights = weights;
  }

  /**
   * Draws a function.
   *
   * @param session that of the process
   * @param process with targets
   * @param pairs of features for each term of the kernel; some hundreds are usual
   * @return empty if no Fourier features are known for the kernel, that is if it has masks
   */
  public static Optional<PathwiseSample> draw(
      Session session, GaussianProcess process, int pairs, RandomGenerator random) {
    if (!FourierBasis.covers(process.model().kernel())) {
      return Optional.empty();
    }
    var basis = new FourierBasis(process.model().kernel(), pairs, random);
    int features = basis.features();
    double[] prior = basis.amplitudes();
    Arrays.setAll(prior, f -> prior[f] * random.nextGaussian());
    double[] weights = Arrays.copyOf(prior, features + process.count());
    double[] update = update(session, process, basis, prior, random);
    System.arraycopy(update, 0, weights, features, update.length);
    return Optional.of(new PathwiseSample(session, process, basis, weights));
  }

  /** The sample at m points, m values. O(m (n + F) d). */
  public double[] at(Points points) {
    int m = points.count();
    int features = basis.features();
    int n = process.count();
    if (weights.length != features + n) {
      throw new IllegalStateException(
          "drawn with " + (weights.length - features) + " observations, now there are " + n);
    }
    try (var _ = session.scope()) {
      Matrix both = session.allocate(features + n, m);
      writeFeatures(session, basis, points, both.block(0, 0, features, m));
      Matrix z = uploaded(session, m, points.dimension(), points.columns());
      Covariances.require(
          session.crossCovariance(
              process.model().kernel(), process.x(), z, both.block(features, 0, n, m)));
      return product(session, both, weights);
    }
  }

  /** v. */
  private static double[] update(
      Session session,
      GaussianProcess process,
      FourierBasis basis,
      double[] prior,
      RandomGenerator random) {
    int n = process.count();
    int dimension = process.x().cols();
    double[] v = process.weights();
    double[] x = HostArray.of(n, dimension);
    session.download(process.x(), x);
    double jitter = process.jitter() * process.priorVariance();
    double[] noise = process.noise();
    try (var _ = session.scope()) {
      Matrix features = session.allocate(basis.features(), n);
      writeFeatures(session, basis, new Points(n, dimension, x), features);
      double[] observed = product(session, features, prior);
      Arrays.setAll(
          observed, i -> observed[i] + Math.sqrt(noise[i] + jitter) * random.nextGaussian());
      Matrix target = uploaded(session, n, 1, v);
      session.symmetricMultiply(
          -1, process.precision(), uploaded(session, n, 1, observed), 1, target);
      session.download(target, v);
      return v;
    }
  }

  /** Without amplitudes. */
  private static void writeFeatures(
      Session session, FourierBasis basis, Points points, Matrix out) {
    Points z = basis.embed(points);
    session.fourierFeatures(
        uploaded(session, basis.features(), z.dimension(), basis.frequencies()),
        uploaded(session, basis.features(), 1, basis.phases()),
        uploaded(session, z.count(), z.dimension(), z.columns()),
        out);
  }

  /** aᵀ b. */
  private static double[] product(Session session, Matrix a, double[] b) {
    Matrix out = session.allocate(a.cols(), 1);
    Matrix column = uploaded(session, b.length, 1, b);
    session.gemm(1, a, Transpose.TRANSPOSED, column, Transpose.NONE, 0, out);
    double[] values = new double[a.cols()];
    session.download(out, values);
    return values;
  }

  private static Matrix uploaded(Session session, int rows, int cols, double[] elements) {
    Matrix matrix = session.allocate(rows, cols);
    session.upload(elements, matrix);
    return matrix;
  }
}

package dev.luthier.linalg;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The log marginal likelihoods of many small studies and their gradients, all at once (Rasmussen,
 * Williams 2006, eq. 5.8 and 5.9). The studies stay with the backend; hyperparameters go there, B
 * values and gradients come back.
 *
 * <pre>
 *   log p(y | θ) = −½ yᵀα − Σ log L_ii − ½ n log 2π        K = k_θ(X,X) + σ² I = L Lᵀ
 *   ∂/∂θ = Σ_ij W_ij ∂K_ij/∂θ                              W = ½ (ααᵀ − K⁻¹)     α = K⁻¹y
 *
 *   name       meaning                                                   shape
 *   B          studies                                                   1
 *   p          hyperparameters of the kernel ({@link Kernel})            1
 *   theta      of each study θ, then log σ²                              (p + 1) × B
 *   values     log p(y | θ)                                              B
 *   gradients  with respect to theta                                     (p + 1) × B
 * </pre>
 *
 * <p><b>Cost.</b> n³ flops and O(n²d) for a study. {@link Backend#openLikelihoods} says how they
 * are spent: a device takes all studies at once, other backends one after another on one session.
 * To use several cores there, cut the studies into as many batches and evaluate each on a thread.
 *
 * <p><b>Threads.</b> Used by one thread at a time, not bound to one; a second one that enters gets
 * an {@link IllegalStateException}. Open until closed, and the backend does not close before.
 */
public final class LikelihoodBatch implements AutoCloseable {

  /**
   * Largest absolute value of a hyperparameter. Its exponential is then within the bounds of a
   * {@link LengthScale}, [1e-100, 1e100], and no variance is 0 or infinite.
   */
  public static final double LARGEST_LOGARITHM = 230;

  private final StudyBatch studies;
  private final LikelihoodEngine engine;
  private final AtomicBoolean busy = new AtomicBoolean();
  private boolean closed;

  private LikelihoodBatch(StudyBatch studies, LikelihoodEngine engine) {
    this.studies = studies;
    this.engine = engine;
  }

  /** A checked batch over an engine, which it closes. For authors of backends. */
  public static LikelihoodBatch of(StudyBatch studies, LikelihoodEngine engine) {
    return new LikelihoodBatch(studies, engine);
  }

  /** The number B of studies. */
  public int size() {
    return studies.studies().size();
  }

  /** The hyperparameters of one study, p + 1. */
  public int hyperparameterCount() {
    return studies.hyperparameterCount();
  }

  /**
   * Evaluates all studies, each at its own hyperparameters. Where K is not positive definite to
   * working precision, or is not finite, the study's value and gradient are NaN; no other study is
   * touched by that. The same arguments give the same bits.
   *
   * @param theta (p + 1) × B, a column a study; each in [−{@value #LARGEST_LOGARITHM}, {@value
   *     #LARGEST_LOGARITHM}]; not kept
   * @param values B, overwritten
   * @param gradients (p + 1) × B, overwritten
   * @throws IllegalArgumentException if an array has another length or a hyperparameter is outside
   *     its range; nothing was written
   * @throws IllegalStateException if the batch is closed
   * @throws DeviceLostException as from any operation of a {@link Session}; the batch is then of no
   *     further use
   * @throws DeviceOutOfMemoryException if the backend has no room for what lies between
   */
  public void evaluate(double[] theta, double[] values, double[] gradients) {
    enter();
    try {
      requireOpen();
      requireLength("theta", theta, (long) hyperparameterCount() * size());
      requireLength("values", values, size());
      requireLength("gradients", gradients, (long) hyperparameterCount() * size());
      requireRange(theta);
      engine.evaluate(theta, values, gradients);
    } finally {
      busy.set(false);
    }
  }

  /** Gives the memory back. Closing twice does nothing. */
  @Override
  public void close() {
    enter();
    try {
      if (!closed) {
        closed = true;
        engine.close();
      }
    } finally {
      busy.set(false);
    }
  }

  private void enter() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "the batch is being evaluated by another thread; use one batch per thread");
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the batch is closed");
    }
  }

  private static void requireLength(String name, double[] array, long expected) {
    if (array.length != expected) {
      throw new IllegalArgumentException(
          name + " has " + array.length + " elements, must have " + expected);
    }
  }

  private void requireRange(double[] theta) {
    for (int i = 0; i < theta.length; i++) {
      if (!(Math.abs(theta[i]) <= LARGEST_LOGARITHM)) {
        throw new IllegalArgumentException(
            "theta of study "
                + i / hyperparameterCount()
                + ", hyperparameter "
                + i % hyperparameterCount()
                + ", is "
                + theta[i]
                + ", must be in [−"
                + LARGEST_LOGARITHM
                + ", "
                + LARGEST_LOGARITHM
                + "]");
      }
    }
  }
}

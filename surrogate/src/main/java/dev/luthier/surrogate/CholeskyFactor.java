package dev.luthier.surrogate;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;

/**
 * The factor L of a growing positive definite matrix K = L Lᵀ: growth is append, undo is truncate.
 *
 * <pre>
 *   name     meaning                                     shape
 *   n        order()                                     scalar
 *   L        the factor, in a larger matrix              n × n, lower
 *   cross    the new rows of K left of the diagonal      m × n
 *   corner   the new rows of K from the diagonal on      m × m, lower
 * </pre>
 *
 * <p>Appending m rows solves L₂₁ = cross · L⁻ᵀ and factors corner − L₂₁L₂₁ᵀ, in place, for mn² +
 * m²n + m³/3 flops. Confined to its session's thread.
 */
public final class CholeskyFactor implements AutoCloseable {
  /** Room for growth: doubling copies each element once on average. */
  private static final int LEAST_CAPACITY = 32;

  private final Session session;
  private Matrix storage;
  private int order;

  /** Changes with every truncation and rollback, so that a stale mark is noticed. */
  private int generation;

  /** An empty factor with room for {@code capacity} rows; it grows beyond by itself. */
  public CholeskyFactor(Session session, int capacity) {
    this.session = session;
    int room = Math.max(LEAST_CAPACITY, capacity);
    this.storage = session.adopt(session.allocate(room, room));
  }

  /** Writes new rows of K. */
  @FunctionalInterface
  public interface NewRows {
    /**
     * Fills both blocks.
     *
     * @param cross m × n, to be overwritten with K₂₁
     * @param corner m × m, whose lower triangle is to be overwritten with that of K₂₂
     */
    void write(Matrix cross, Matrix corner);
  }

  /** A state to come back to, once. */
  public record Mark(int order, int generation) {}

  /** The number n of rows. */
  public int order() {
    return order;
  }

  /** L: a view, n × n, lower triangle; ends with the next append. */
  public Matrix matrix() {
    return storage.block(0, 0, order, order);
  }

  /**
   * Appends m rows. When the result is not definite nothing is appended; the pivot counts from the
   * first new row.
   */
  public CholeskyOutcome append(int m, NewRows rows) {
    reserve(order + m);
    Matrix cross = storage.block(order, 0, m, order);
    Matrix corner = storage.block(order, order, m, m);
    rows.write(cross, corner);
    session.solveTriangular(TriangularSystem.RIGHT_TRANSPOSED, matrix(), cross);
    session.syrk(-1, cross, Transpose.NONE, 1, corner);
    CholeskyOutcome outcome = session.choleskyInPlace(corner);
    if (outcome instanceof CholeskyOutcome.Definite) {
      order += m;
    }
    return outcome;
  }

  /** Forgets all rows from {@code newOrder} on. Costs nothing. */
  public void truncate(int newOrder) {
    if (newOrder < 0 || newOrder > order) {
      throw new IllegalArgumentException("order " + newOrder + " of a factor of order " + order);
    }
    if (newOrder < order) {
      order = newOrder;
      generation++;
    }
  }

  /** The state to {@link #rollback} to. */
  public Mark mark() {
    return new Mark(order, generation);
  }

  /**
   * Forgets what was appended since a mark. All marks end with it.
   *
   * @throws IllegalStateException if rows have been truncated or rolled back since
   */
  public void rollback(Mark mark) {
    if (mark.generation != generation || mark.order > order) {
      throw new IllegalStateException("the factor has been truncated since " + mark);
    }
    order = mark.order;
    generation++;
  }

  /** b ← K⁻¹ b, in place; b is n × m. Costs 2n²m flops. */
  public void solve(Matrix b) {
    whiten(b);
    session.solveTriangular(TriangularSystem.LEFT_TRANSPOSED, matrix(), b);
  }

  /** b ← L⁻¹ b, in place; b is n × m. Costs n²m flops. */
  public void whiten(Matrix b) {
    session.solveTriangular(TriangularSystem.LEFT, matrix(), b);
  }

  /** log det K. Waits. Costs n logarithms. */
  public double logDet() {
    try (var _ = session.scope()) {
      Matrix sum = session.allocate(1, 1);
      session.logDiagSum(matrix(), sum);
      double[] half = new double[1];
      session.download(sum, half);
      return 2 * half[0];
    }
  }

  @Override
  public void close() {
    session.release(storage);
  }

  private void reserve(int rows) {
    if (rows > storage.rows()) {
      int room = Math.max(rows, 2 * storage.rows());
      Matrix larger = session.adopt(session.allocate(room, room));
      session.copy(matrix(), larger.block(0, 0, order, order));
      session.release(storage);
      storage = larger;
    }
  }
}

/**
 * The linear-algebra seam: handles to matrices, one ordered queue of operations, and backends that
 * execute it.
 *
 * <pre>
 *   layer 2   Gaussian process, CholeskyFactor …     ordinary Java, written once
 *                      │ calls
 *   seam      Session ─┴─ Matrix, Kernel, outcomes   checks every argument, then delegates
 *                      │ to
 *   layer 1   Engine, one per backend                trusts its arguments, only computes
 * </pre>
 *
 * <p>What everything here exists for is one equation, the Gaussian posterior
 *
 * <pre>
 *   μ(z) = k(z,X) (K + Σ)⁻¹ y        σ²(z) = k(z,z) − k(z,X) (K + Σ)⁻¹ k(X,z)
 * </pre>
 *
 * <p><b>Conventions, fixed once so that no call carries flags for them.</b> Elements are {@code
 * double}. Storage is column-major; the leading dimension belongs to the handle and is chosen by
 * the backend; offsets are {@code long}. A vector of length n is an n × 1 matrix. A symmetric or
 * triangular matrix is held by its lower triangle; its strict upper part is neither read nor
 * written, unless an operation says otherwise. Points are rows: n points with d encoded columns
 * form an n × d matrix. A matrix may have zero rows or columns. Outputs may not overlap inputs or
 * other outputs, except that a parameter documented as <i>in place</i> is both; inputs may overlap
 * one another.
 *
 * <p><b>Two readers.</b> Callers use {@link dev.luthier.linalg.Session}. Authors of a backend
 * implement {@link dev.luthier.linalg.BackendProvider}, {@link dev.luthier.linalg.Backend} and
 * {@link dev.luthier.linalg.Engine}, and obtain sessions from {@link
 * dev.luthier.linalg.SessionRegistry}, so that argument checks are the same for all of them.
 *
 * <p><b>Many small studies.</b> {@link dev.luthier.linalg.LikelihoodBatch} is apart from sessions:
 * a device gets all studies of a {@link dev.luthier.linalg.StudyBatch} in one step, where
 * operations on matrices of order 50 would leave it idle.
 *
 * <p>Depends on nothing but the JDK. Anyone may depend on it.
 */
package dev.luthier.linalg;

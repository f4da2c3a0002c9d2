/**
 * Operations in plain Java over {@link dev.luthier.nativemath.memory}, for every backend whose
 * matrices the processor can reach: those that no library has, and those that gain nothing from
 * one.
 *
 * <pre>
 *   OffHeapEngine ─┬─ the backend's products and factorizations
 *                  ├─ OffHeapReduce ──► the backend's sums over columns
 *                  └─ OffHeapTransfers, OffHeapFeatures
 *   for backends that lack them: PivotedCholesky, RankOneUpdate, SymmetricEigen
 * </pre>
 *
 * <p>Depends on {@code dev.luthier.linalg} and {@code memory}. Backends may depend on it.
 */
package dev.luthier.nativemath.plain;

/**
 * The {@code openblas} backend: products, solves and factorizations by OpenBLAS, everything else in
 * Java over the same memory.
 *
 * <pre>
 *   OpenBlasBackend ─► plain.OffHeapEngine ─┬─ OpenBlasDense, OpenBlasFactor ─► Blas, Lapack
 *                                           └─ ColumnDots ─► Blas              (of bind)
 * </pre>
 *
 * <p>Every operation has taken effect when it returns, in the caller's thread; OpenBLAS is held to
 * one. Results are bitwise the same for the same arguments, processor and library.
 *
 * <p>Reached through {@link java.util.ServiceLoader} under the name {@code openblas}; nothing
 * depends on it.
 */
package dev.luthier.nativemath.openblas;

/**
 * The {@code openblas} backend: products, solves and factorizations by OpenBLAS, everything else in
 * Java over the same memory.
 *
 * <pre>
 *   OpenBlasBackend ─► plain.OffHeapEngine ─┬─ tile.TiledDense, TiledFactor ─► OpenBlasKernels ─► Blas,
 *                                           └─ ColumnDots                       Lapack (of bind)
 *   where the Vector API is: MixedKernels ─► OpenBlasKernels, vector.VectorKernels
 *   both ─► HalvedSolve: triangular systems by products
 * </pre>
 *
 * <p>Every operation has taken effect when it returns. OpenBLAS is held to one thread and called by
 * several. Results are bitwise the same for the same arguments, processor and library, whatever the
 * number of threads.
 *
 * <p>Reached through {@link java.util.ServiceLoader} under the name {@code openblas}; nothing
 * depends on it.
 */
package dev.luthier.nativemath.openblas;

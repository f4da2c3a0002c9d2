/**
 * Dense linear algebra with the JDK's Vector API, in one thread.
 *
 * <pre>
 *   DenseKernels ─┬─ Cholesky, TriangularInverse ─► TriangularSolve ─► Gemm ─► Packing, Tile
 *                 └─ SymmetricProduct                                          (Block: strides)
 * </pre>
 *
 * <p>Bits do not depend on the species: an element of a product is one chain of fused
 * multiplications and additions in whichever lane, and no sum runs across lanes in an order that
 * their number decides. They depend on the sizes of blocks in {@code Gemm}, which are fixed.
 *
 * <p>These classes link against {@code jdk.incubator.vector}, which is not in a virtual machine by
 * default: nobody may touch them before it is known to be there. Depends on {@code
 * dev.luthier.linalg} and {@code memory}. Backends may depend on it.
 */
package dev.luthier.nativemath.vector.kernel;

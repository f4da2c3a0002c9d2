/**
 * Dense linear algebra with the JDK's Vector API, in one thread; products with a symmetric matrix
 * in several.
 *
 * <pre>
 *   DenseKernels ─┬─ Cholesky, TriangularInverse ─► TriangularSolve ─┬─► Gemm ─► Packing, Tile
 *                 │                                                  └─► ColumnSolve ─► EightColumns
 *                 └─ SymmetricProduct ─► SymmetricPart ─┬─► SymmetricTile
 *                                                       └─► SymmetricColumns ─► EightColumns
 * </pre>
 *
 * <p>Bits do not depend on the species: an element of a product is one chain of fused
 * multiplications and additions in whichever lane, and sums across lanes are cut into a number of
 * parts that does not depend on theirs. They depend on the sizes of blocks, which are fixed.
 *
 * <p>These classes link against {@code jdk.incubator.vector}, which is not in a virtual machine by
 * default: nobody may touch them before it is known to be there. Depends on {@code
 * dev.luthier.linalg}, {@code tile} and {@code memory}. Backends may depend on it.
 */
package dev.luthier.nativemath.vector.kernel;

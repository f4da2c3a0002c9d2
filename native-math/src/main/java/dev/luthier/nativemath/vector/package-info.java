/**
 * The {@code vector} backend: everything in Java, products and factorizations with the JDK's Vector
 * API.
 *
 * <pre>
 *   VectorBackend ─► plain.OffHeapEngine ─┬─ tile.TiledDense, TiledFactor ─► kernel.DenseKernels
 *                                         └─ kernel.Sums
 * </pre>
 *
 * <p>Every operation has taken effect when it returns. Results are bitwise the same for the same
 * arguments, whatever the width of the processor's vectors and the number of threads.
 *
 * <p>Reached through {@link java.util.ServiceLoader} under the name {@code vector}; nothing depends
 * on it.
 */
package dev.luthier.nativemath.vector;

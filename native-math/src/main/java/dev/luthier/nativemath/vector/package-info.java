/**
 * The {@code vector} backend: everything in Java, products and factorizations with the JDK's Vector
 * API.
 *
 * <pre>
 *   VectorBackend ─► plain.OffHeapEngine ─┬─ VectorDense, VectorFactor ─► KernelPool ─► DenseKernels
 *                                         └─ Sums                            (of kernel)
 * </pre>
 *
 * <p>Every operation has taken effect when it returns, in the caller's thread. Results are bitwise
 * the same for the same arguments, whatever the width of the processor's vectors.
 *
 * <p>Reached through {@link java.util.ServiceLoader} under the name {@code vector}; nothing depends
 * on it.
 */
package dev.luthier.nativemath.vector;

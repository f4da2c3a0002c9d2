/**
 * The {@code vector} backend: everything in Java, products and factorizations with the JDK's Vector
 * API.
 *
 * <pre>
 *   VectorEngine ─┬─ VectorDense, VectorFactor ──► KernelPool ──► kernel.DenseKernels
 *                 ├─ VectorReduce ──► kernel.Sums
 *                 ├─ plain.OffHeapTransfers, plain.OffHeapFeatures
 *                 └─ covariance.OffHeapCovariance
 * </pre>
 *
 * <p>Every operation has taken effect when it returns, in the caller's thread. Results are bitwise
 * the same for the same arguments, whatever the width of the processor's vectors.
 *
 * <p>Reached through {@link java.util.ServiceLoader} under the name {@code vector}; nothing depends
 * on it.
 */
package dev.luthier.nativemath.vector;

/**
 * Covariances and their derivatives over {@link dev.luthier.nativemath.memory}, for every backend
 * whose matrices the processor can reach. Written naively they cost more than the Cholesky.
 *
 * <pre>
 *               strip: at most 256 points, each column an array
 *              ┌────────────────────────────────────────────────┐
 *   points j,  │ s′ = Σ_c (w_c − x_c)²   →   √   →   2⁻ᵗ  →  φ  │   all in the first-level cache
 *   and j + 1  └────────────────────────────────────────────────┘
 *
 *   OffHeapCovariance ─► TriangleTiles, RectangleTiles ─► StripKernel ─► TermStrip ─► FactorStrip
 *                        (tiles for threads)                             StripLoops ◄────┘
 *                                                                        Plain, Vector
 * </pre>
 *
 * <p>The loops are there twice, since the Vector API's module may be absent: {@code VectorLoops}
 * and, for the compiler's vectorizer, {@code PlainLoops}. What they compute is written once, in
 * {@code Decay} and {@code PowerOfTwo}.
 *
 * <p>Bits. With either kind, results are the same on any number of threads, on every processor and
 * for every width of vectors: an element goes through the same operations in whichever lane, and
 * sums run in a fixed order. Between the two kinds all results may differ in the last bits, because
 * only one fuses multiplications with additions and they add up sums in another order; only
 * variances at equal points and zeros at great distance are the same.
 *
 * <p>Loops of {@code PlainLoops}, and those for what is rare, run over whole arrays with one index
 * and no other offset, because the compiler of JDK 25 proves independence only then.
 *
 * <p>Depends on {@code dev.luthier.linalg}, {@code memory} and {@code tile}. Backends may depend on
 * it.
 */
package dev.luthier.nativemath.covariance;

/**
 * Covariances and their derivatives in plain Java over {@link dev.luthier.nativemath.memory}, for
 * every backend whose matrices the processor can reach. They cost as much as the Cholesky, so the
 * work is arranged for the compiler's vectorizer:
 *
 * <pre>
 *             points of the strip, contiguous, at most 256 of them
 *            ┌──────────────────────────────────────────────┐
 *   point j  │ s = Σ_c ((x_c − w_c)/ℓ)²  →  √  →  exp  →  ρ │   one array loop after another,
 *            └──────────────────────────────────────────────┘   all of them in the first-level cache
 * </pre>
 *
 * <p>Loops run over whole arrays with one index and no other offset, because the compiler of JDK 25
 * proves independence only then, and their bodies stay below its limit for unrolling (about 60
 * nodes), which is why the exponential has four of them. No sum is reordered by it: results are
 * bitwise the same in the interpreter, on every processor, and on any number of threads.
 *
 * <p>Depends on {@code dev.luthier.linalg} and {@code memory}. Backends may depend on it.
 */
package dev.luthier.nativemath.covariance;

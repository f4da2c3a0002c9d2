/**
 * Problems to choose constants on: random instances of classes of functions, one a seed, none of
 * them a named function, and small learners on random tasks. What is tuned on them is then reported
 * on the named ones, and on classes of random instances that nothing was tuned on.
 *
 * <pre>
 *   draw from a Gaussian process:  f(x) = √(2/m) Σ aₖ cos(ωₖᵀx + bₖ),   aₖ ~ N(0, 1),  bₖ ~ U(0, 2π),
 *   ωₖ from the kernel's spectral density   (Rahimi and Recht, NIPS 2007)
 * </pre>
 *
 * <p>Depends on the api and {@link dev.luthier.bench.problem}; {@link dev.luthier.bench.quality}
 * depends on it.
 */
@NullMarked
package dev.luthier.bench.development;

import org.jspecify.annotations.NullMarked;

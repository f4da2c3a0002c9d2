/**
 * What benchmarks compute with: an open session, the plain library, and matrices that are the same
 * in every run.
 *
 * <pre>
 *   A(i, j) = u / n + 2 δᵢⱼ        u symmetric, uniform in [−1, 1]
 *   L(i, j) = u / n + 2 δᵢⱼ        i ≥ j
 * </pre>
 *
 * <p>The time of a factorization or a product does not depend on the numbers in it, as long as they
 * are ordinary; so all are well conditioned, which makes answers easy to check.
 *
 * <p>JMH's states: it sets the parameters, calls what is annotated, and gives them to one another.
 * Depends on {@link dev.luthier.bench.bind} and the seam; {@link dev.luthier.bench.operation} and
 * {@link dev.luthier.bench.scenario} depend on it.
 */
@NullMarked
package dev.luthier.bench.workload;

import org.jspecify.annotations.NullMarked;

/**
 * The statistics of paired comparisons: two methods on the same seeds, one difference a seed.
 *
 * <pre>
 *   dᵢ = score of one method − score of the other, on seed i
 *   p  = share of the 2ⁿ choices of signs ±|dᵢ| whose sum is as low as the observed one
 * </pre>
 *
 * <p>Depends on nothing; {@link dev.luthier.bench.quality} depends on it.
 */
@NullMarked
package dev.luthier.bench.statistic;

import org.jspecify.annotations.NullMarked;

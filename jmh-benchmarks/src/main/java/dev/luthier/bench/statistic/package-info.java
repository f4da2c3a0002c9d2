/**
 * The statistics of comparisons. Most are paired: two methods on the same seeds, one difference a
 * seed. Times of two runs are not.
 *
 * <pre>
 *   dᵢ = score of one method − score of the other, on seed i
 *   p  = share of the 2ⁿ choices of signs ±|dᵢ| whose sum is as low as the observed one
 * </pre>
 *
 * <p>Depends on nothing of Luthier; {@link dev.luthier.bench.quality} and {@link
 * dev.luthier.bench.compare} depend on it.
 */
@NullMarked
package dev.luthier.bench.statistic;

import org.jspecify.annotations.NullMarked;

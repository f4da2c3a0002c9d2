/**
 * {@code luthier bench quality}: runs strategies on problems, and says how they compare with each
 * other and with what others reached from the same starting points.
 *
 * <pre>
 *   options ─► jobs (method, problem, seed) ─► rows ─► scores ─► tables, paired comparisons, bars
 *                                                ▲
 *             recorded runs of Optuna, BoTorch, … ┘
 * </pre>
 *
 * <p>{@code luthier bench evaluate} gives peers in another language the same problems.
 *
 * <p>Depends on core and the other packages here; {@link dev.luthier.bench.Main} depends on it.
 */
@NullMarked
package dev.luthier.bench.quality;

import org.jspecify.annotations.NullMarked;

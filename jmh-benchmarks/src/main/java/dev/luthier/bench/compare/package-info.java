/**
 * {@code luthier bench compare}: two documents of {@code luthier bench run}, benchmark by
 * benchmark.
 *
 * <pre>
 *   ratio = new ÷ base        slower  ⇔  ratio &gt; 1.02  and  Holm-corrected p &lt; 0.05
 * </pre>
 *
 * <p>Depends on {@link dev.luthier.bench.result} and {@link dev.luthier.bench.statistic}; {@link
 * dev.luthier.bench} depends on it.
 */
@NullMarked
package dev.luthier.bench.compare;

import org.jspecify.annotations.NullMarked;

/**
 * The pruners: percentile and median, patience, threshold. Each is a rule over learning curves,
 * without memory.
 *
 * <p>The one equation, of the percentile rule: trial t stops at step s when b_t(s) is worse than
 * the p-th percentile, counted from the best, of b_i(s) over the completed trials i that went on
 * after s, where b(s) is the best value reported by step s.
 */
@NullMarked
package dev.luthier.pruner;

import org.jspecify.annotations.NullMarked;

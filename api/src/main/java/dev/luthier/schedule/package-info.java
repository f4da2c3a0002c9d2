/**
 * How much of a trial is worth evaluating. A {@link dev.luthier.schedule.Pruner} looks at what a
 * running trial has reported and says whether it should stop.
 *
 * <p>The one equation, of the median rule (after Golovin et al. 2017, "Google Vizier", §3.2.2,
 * which has averages for the others): with b_i(s) the best value that trial i had reported by step
 * s, trial t stops at s when b_t(s) is worse than the median of b_i(s) over the completed trials i
 * that went on after s.
 */
@NullMarked
package dev.luthier.schedule;

import org.jspecify.annotations.NullMarked;

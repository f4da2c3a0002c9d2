/**
 * Minimization of smooth functions within bounds, or within any convex set that can be projected
 * onto, many starting points at a time.
 *
 * <pre>
 *   minimize f(x)   subject to   lower ≤ x ≤ upper,   or   x ∈ C
 *
 *   start 1 ──┐                        ┌──► descent 1 ──┐
 *   start 2 ──┼─► one batch of points ─┼──► descent 2 ──┼─► next batch … until all have converged
 *   start 3 ──┘   evaluated together   └──► descent 3 ──┘
 * </pre>
 *
 * <p>A batch costs hardly more than a point where evaluation streams a large matrix, as with
 * posterior variances. Depends on nothing but Java.
 */
package dev.luthier.optimize;

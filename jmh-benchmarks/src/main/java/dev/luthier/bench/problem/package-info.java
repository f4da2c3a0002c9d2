/**
 * Problems whose answers are known or were recorded by others: six named functions, the same
 * functions moved, and a mixed space.
 *
 * <pre>
 *   moved:  g(x) = f(x* + D R D⁻¹ (x − x°)),   D = diag(widths of the box),  R a rotation,
 *   so that g is least at x°, which lies anywhere in the inner 80 % of the box
 * </pre>
 *
 * <p>Resources: {@code initial_designs.json}, the points that all methods begin with; {@code
 * moved.json}, every x* , x° and R, written once by {@code peers/make_moved.py} and read by Python
 * too; {@code svr_mixed.py}, the program that evaluates the mixed space.
 *
 * <p>Depends on the api and {@code dev.luthier.json}; {@link dev.luthier.bench.development} and
 * {@link dev.luthier.bench.quality} depend on it.
 */
@NullMarked
package dev.luthier.bench.problem;

import org.jspecify.annotations.NullMarked;

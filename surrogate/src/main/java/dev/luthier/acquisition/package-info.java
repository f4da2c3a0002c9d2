/**
 * What a candidate is worth, as a pure function of its posterior mean μ and variance σ², of one
 * output or of several. Objectives are minimized; values are to be maximized.
 *
 * <pre>
 *   EI = E max(f* − f, 0) = σ h(z)     h(z) = φ(z) + z Φ(z)     z = (f* − μ)/σ
 * </pre>
 *
 * <p>Everything is on the host and knows no model: derivatives are with respect to μ and σ², and a
 * model carries them on to its inputs. Depends on {@code dev.luthier.linalg} for the normal
 * distribution alone, which has the same bits however it is computed ({@link
 * dev.luthier.linalg.ArrayMath}), and on {@code dev.luthier.pareto} for fronts.
 */
package dev.luthier.acquisition;

/**
 * The {@code reference} backend: plain Java on arrays, written to be read and believed rather than
 * to be fast. Other backends are compared with it, and it evaluates what they answer {@code
 * Unsupported} to. Every loop is the definition in the operation's Javadoc, such as
 *
 * <pre>
 *   K(i, j) = Σ_t v_t Π_f φ_tf(xᵢ, xⱼ)
 * </pre>
 *
 * <p>Memory is filled with NaN when it is allocated, so that an operation which reads what nobody
 * wrote shows itself. Results depend on nothing but the arguments: one thread, fixed order.
 *
 * <p>Not exported: reached through {@link java.util.ServiceLoader} under the name {@code
 * reference}.
 */
package dev.luthier.linalg.reference;

/**
 * Contract suites that implementations of the service interfaces inherit, published so that authors
 * outside this project can run them too.
 *
 * <p>Numbers are judged by residual ratios in the manner of LAPACK's own tests,
 *
 * <pre>
 *   ‖A − L Lᵀ‖₁ / (n ε ‖A‖₁) &lt; 30
 * </pre>
 *
 * and gradients by differences. Test scope only: depends on the api and on JUnit, and nothing but
 * tests may depend on it.
 */
package dev.luthier.testkit;

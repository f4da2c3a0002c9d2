/**
 * Points that fill the unit cube evenly: Sobol's sequence with nested uniform scrambling.
 *
 * <pre>
 *   x_j(n) = scramble_j( V_j1·n_0 ⊕ V_j2·n_1 ⊕ … ),    n = n_0 + 2·n_1 + 4·n_2 + …
 * </pre>
 *
 * The direction numbers V_j are those of S. Joe and F. Y. Kuo, SIAM J. Sci. Comput. 30, 2635
 * (2008); their licence lies beside the table. Scrambling: A. B. Owen, "Randomly permuted
 * (t,m,s)-nets and (t,s)-sequences", 1995. Any strategy may depend on this package; it depends on
 * the public types alone.
 */
package dev.luthier.strategy.quasirandom;

/**
 * Never the same configuration twice while another is left: what every strategy of a finite space
 * needs.
 *
 * <pre>
 *   the strategy's candidates ──► what the lattice still holds ──► exhausted
 *                100 in a row are                     nothing
 *               taken or forbidden
 * </pre>
 *
 * The first arrow costs one hash lookup a candidate and is all that large spaces ever see; the
 * second makes sure that small spaces are visited exactly. Any strategy may depend on this package;
 * it depends on the public types alone.
 */
package dev.luthier.strategy.unseen;

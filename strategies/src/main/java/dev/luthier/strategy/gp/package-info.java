/**
 * Bayesian optimization with a Gaussian process.
 *
 * <pre>
 *   trials ──► Observations ──► ModelSchedule ──► GaussianProcess     what is believed, when
 *   space  ──► ModelSpace        (fit, append)         │ μ, σ²
 *                                                      ▼
 *              initial design     AcquisitionSearch ◄── log EI        where to evaluate next:
 *                    │            screen, descend, move               argmax_x log EI(x | D ∪ pending)
 *                    └───────► UnseenSearch ◄──┘ ──► proposals
 * </pre>
 *
 * <p>Everything a proposal depends on is a function of the study's log and the request: see {@link
 * dev.luthier.strategy.gp.ModelSchedule} for how fits, which take time, keep to that. Depends on
 * the surrogate module and on what strategies share.
 */
package dev.luthier.strategy.gp;

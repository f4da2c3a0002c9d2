/**
 * Bayesian optimization with Gaussian processes, one for each objective and constraint, and one for
 * whether trials fail, where some have.
 *
 * <pre>
 *   trials ──► Observations ──► ModelSchedule ──► GaussianProcess     what is believed, when
 *   space  ──► ModelSpace       FitChain, append       │ μ, σ² of K outputs
 *   earlier    CandidateSpace                          ▼
 *   studies ─► EarlierModels      AcquisitionSearch ◄── Aim           where to evaluate next:
 *              InitialDesign      Screen, LocalSearch      │          argmax_x a(x | D ∪ pending)
 *                    └───────► UnseenSearch ◄──┘ ──► proposals
 *
 *   a = log mean EI over draws of what is not known, or log expected hypervolume improvement, + Σ log P(constraint is kept)
 *     + 3 log P(the trial succeeds)
 *     + (β/n) log π, where the user believes that π is the density of the optimum (Belief, BeliefTerm)
 * </pre>
 *
 * <p>Beyond some ten thousand trials {@link dev.luthier.strategy.gp.LocalModels} take over: trust
 * regions with small models, of which functions are drawn (Thompson sampling).
 *
 * <p>Everything a proposal depends on is a function of the study's log and the request: see {@link
 * dev.luthier.strategy.gp.ModelSchedule} for how fits, which take time, keep to that. Depends on
 * the surrogate module and on what strategies share.
 */
package dev.luthier.strategy.gp;

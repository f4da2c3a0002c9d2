/**
 * Finds strategies and linear-algebra backends among the services on the class or module path,
 * tells what it found, and chooses the backend that a study computes with.
 *
 * <pre>
 *   strategy ──session for a workload──► StudyCompute ──decision──► the study's log
 *                                            │
 *                                       ProcessBackends ──► select.cost
 * </pre>
 *
 * <p>A {@code LastingStrategy} stands in front of the strategy, for when a session's device fails.
 *
 * Used by the study loop, by study files and by {@code luthier doctor}.
 */
package dev.luthier.select;

/**
 * A study's history: an append-only log of events, and the state it folds to.
 *
 * <pre>
 *   state(log) = fold(apply, empty, log)          the log is the truth; everything else is derived
 * </pre>
 *
 * Stores keep logs; {@link dev.luthier.store.TrialLedger} decides, the same way in every store,
 * which events may follow.
 */
package dev.luthier.store;

/**
 * A study and its trials as values, and the {@link dev.luthier.study.Objective} that users
 * implement.
 *
 * <pre>
 *   StudySpec ──propose──► Pending ──claim──► Running ──finish──► Completed | Pruned | Failed | Abandoned
 * </pre>
 *
 * Everything but {@link dev.luthier.study.TrialContext} is immutable. Depends on {@code space} and
 * {@code error}.
 */
package dev.luthier.study;

/**
 * What the commands about one study have in common: where it is kept, what their words mean to it,
 * and how its trials look as lines and objects.
 *
 * <pre>
 *   StudyPlace ──open──► Study            to change it; this process owns the store
 *        └───────read──► KeptStudy        to look at it, beside whoever owns it
 *   Assignment, ParameterText, NumberText words ──► values
 *   TrialTable, StudyJson, StateCounts    state ──► text, objects
 * </pre>
 *
 * Uses core and {@code cli.view}; used by {@code cli}.
 */
package dev.luthier.cli.study;

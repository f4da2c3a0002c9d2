/**
 * What a study believes and why it did what it did, for people and for programs.
 *
 * <pre>
 *   StudyState ──► PresentStrategy ──surrogate──► what is believed
 *        └────────rationale──────────────────────► why a trial was proposed
 * </pre>
 *
 * Used by the command line and by JSON-RPC; changes nothing.
 */
package dev.luthier.explain;

/**
 * What a study believes and why it did what it did, for people and for programs.
 *
 * <pre>
 *   Study, or StudyState ──► PresentStrategy ──surrogate──► StudyExplanation
 *                    └───────────rationale────────────────► TrialExplanation
 *                                                                 │ ExplanationJson
 * </pre>
 *
 * Used by the command line and by JSON-RPC; changes nothing.
 */
package dev.luthier.explain;

/**
 * Which learner, and with which settings: a sealed interface of records is the question, and a
 * {@code switch} over it the answer.
 *
 * <pre>
 *   ChooseLearner ──► Study of Candidate(Learner) ──► Training ──► Tribuo, Digits
 * </pre>
 */
@org.jspecify.annotations.NullMarked
package com.example.tribuo;

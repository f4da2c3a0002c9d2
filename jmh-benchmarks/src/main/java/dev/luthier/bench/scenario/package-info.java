/**
 * What a study waits for, over the number of its observations: the likelihood of a model with its
 * gradient, a fit, predictions, a question, an answer.
 *
 * <pre>
 *   y(x) = Σ_c sin(3 x_c + c) / √10 + 0.01 ε        x in the unit cube of ten columns
 * </pre>
 *
 * <p>{@code Likelihood}, {@code Fit} and {@code Predict} are measured for every backend. {@code
 * Ask} and {@code Tell} go through a study in memory with the strategy {@code gp}, which computes
 * with the backend that Luthier chooses. They change the study, so that a measurement is of single
 * shots: as many as are reported, each of a study one observation larger.
 *
 * <p>Every method is run once on a small size by a test, which checks the answer. Depends on {@link
 * dev.luthier.bench.workload}, surrogates and the study loop; nothing depends on it but JMH, which
 * finds it by a list in the jar.
 */
@NullMarked
package dev.luthier.bench.scenario;

import org.jspecify.annotations.NullMarked;

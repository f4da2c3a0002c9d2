/**
 * {@code luthier bench gpu}: the figures by which a GPU is judged beside the processors, each with
 * a number by which its answer is checked.
 *
 * <pre>
 *   figure       what is timed, at n observations of 20 parameters        bar on a GPU of the H200's class
 *   operations   copy, products, factor, inverse, covariances, transfers  60 % of bandwidth or FP64 rate
 *   likelihood   log p(y | θ) and its gradient                            1.15 × potrf + potri
 *   posterior    mean and variance of 100,000 candidates                  100 × two cores
 *   search       a screen and 50 rounds of a search on one exact model    30 ms at 10,000, 200 ms at 30,000
 *   ask          a question to a study, models and all                    the same
 *   studies      a likelihood for each of 10,000 small studies            20 × two cores
 *   crossover    ask on every backend, beside what auto would take        within 20 % of the better
 *   memory       10,000 sessions, opened and closed                       nothing is lost
 *   resident     K⁻¹ of 50,000 observations, kept                         it fits in 141 GB
 * </pre>
 *
 * <p>JMH measures operations and scenarios of a size that takes milliseconds, in processes of their
 * own; here one process does a thing of seconds once or a few times, as a rented machine with
 * minutes to spare allows. Every line says all of its times, and is written as soon as it is there.
 *
 * <p>Depends on {@link dev.luthier.bench.scenario} and {@link dev.luthier.bench.workload}; {@link
 * dev.luthier.bench} depends on it.
 */
@NullMarked
package dev.luthier.bench.gpu;

import org.jspecify.annotations.NullMarked;

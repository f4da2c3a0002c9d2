/**
 * Problems that are more than one value told as it is: with noise, with several objectives, with
 * constraints that are known by evaluation only. Java evaluates them for peers too.
 *
 * <pre>
 *   hypervolume:  the volume of { z : z dominated by some f(xᵢ), and dominating the reference }
 * </pre>
 *
 * <p>Depends on the api and {@link dev.luthier.bench.problem}; {@link dev.luthier.bench.quality}
 * depends on it.
 */
@NullMarked
package dev.luthier.bench.suite;

import org.jspecify.annotations.NullMarked;

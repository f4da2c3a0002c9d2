/**
 * What {@code luthier bench} starts: measurements of Luthier, apart from the command so that it
 * does not depend on them.
 *
 * <pre>
 *   luthier bench quality ─► Main ─► quality ─► problem, development, statistic
 *   luthier bench run ─────► Main ─► run ─► result, JMH ─► operation, scenario
 *   luthier bench gpu ─────► Main ─► gpu ─► scenario, workload
 *   luthier bench compare ─► Main ─► compare ─► result, statistic
 * </pre>
 *
 * <p>Nothing depends on it.
 */
@NullMarked
package dev.luthier.bench;

import org.jspecify.annotations.NullMarked;

/**
 * {@code luthier bench run}: JMH, started from its own main and with processes of its own for the
 * measurements, and a document of what it found.
 *
 * <pre>
 *   RunCommand ─► BackendSurvey ─► a process: which backends work
 *              ─► JmhRun ─► JMH ─► processes: the benchmarks
 *              ─► Document
 * </pre>
 *
 * <p>JMH's own lock, a file in the temporary folder that lets one run at a time measure on a
 * machine, stays: two at a time would measure each other.
 *
 * <p>Depends on {@link dev.luthier.bench.result}; {@link dev.luthier.bench} depends on it.
 */
@NullMarked
package dev.luthier.bench.run;

import org.jspecify.annotations.NullMarked;

/**
 * The document that {@code luthier bench run} writes and {@code luthier bench compare} reads.
 *
 * <pre>
 *   document ─┬─ when, quick, load, java, libraries, backends, skipped, failed
 *             ├─ machine: processor, cores, memory, system
 *             └─ benchmarks: name + parameters ─► samples, one list a fork
 * </pre>
 *
 * <p>Depends on JSON alone; {@link dev.luthier.bench.run} and {@link dev.luthier.bench.compare}
 * depend on it.
 */
@NullMarked
package dev.luthier.bench.result;

import org.jspecify.annotations.NullMarked;

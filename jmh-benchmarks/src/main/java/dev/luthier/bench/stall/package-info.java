/**
 * How long an allocating thread is kept waiting while another one factors a matrix.
 *
 * <p>Native code that works on the heap stops the garbage collector, and with it every thread that
 * allocates. Ours works outside the heap; this shows that nobody notices it.
 *
 * <pre>
 *   run      20 with a factorization and 20 of equal length without, in turn
 *   stall    the longest time between two allocations of a run
 *   figure   median of the stalls with it − median of those without
 * </pre>
 */
@NullMarked
package dev.luthier.bench.stall;

import org.jspecify.annotations.NullMarked;

/**
 * Operations cut into tiles, which threads share.
 *
 * <pre>
 *   TiledDense, TiledFactor ─► …Tiles ── tile by tile ──► TileScheduler
 *    (one a session)             │                         (one a backend: its threads)
 *                                └──────► WorkerPool ─► TileKernels: what one thread can do
 * </pre>
 *
 * <p>How an operation is cut depends on its shape alone, and sums over tiles have a fixed order: so
 * results are bitwise the same for any number of threads.
 *
 * <p>Depends on {@code memory} and {@code plain}. Backends depend on it.
 */
package dev.luthier.nativemath.tile;

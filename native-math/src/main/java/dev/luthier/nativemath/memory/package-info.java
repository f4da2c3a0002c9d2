/**
 * Matrices outside the Java heap, where native routines can work on them.
 *
 * <pre>
 *   MemoryPool ── blocks by size class ──► OffHeapStorage ── offset, shape ──► OffHeapMatrix
 *   (one a backend)    64-byte aligned        (an allocation)                     (a handle, opened)
 * </pre>
 *
 * <p>Depends on {@code dev.luthier.linalg}. The packages beside it may depend on it.
 */
package dev.luthier.nativemath.memory;

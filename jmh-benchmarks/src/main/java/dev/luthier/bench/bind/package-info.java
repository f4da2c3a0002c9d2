/**
 * The C functions of the OpenBLAS that the backend {@code openblas} has loaded, called with nothing
 * around them: the ceiling and the denominator of what a session reaches.
 *
 * <pre>
 *   session ─► checks ─► engine ─► dgemm        PlainOpenBlas ─► dgemm
 *                                    └── the same file, the same layout, one thread ──┘
 * </pre>
 *
 * <p>The module {@code native-math} exports nothing, so the few bindings needed are here, and
 * nowhere else in this module is foreign code. Signatures were checked against {@code cblas.h} and
 * {@code lapack.h} of OpenBLAS 0.3.31. Which file the backend has loaded the operating system
 * tells, on Linux alone.
 *
 * <p>Depends on {@link dev.luthier.linalg}; {@link dev.luthier.bench.operation} and {@link
 * dev.luthier.bench.scenario} depend on it.
 */
@NullMarked
package dev.luthier.bench.bind;

import org.jspecify.annotations.NullMarked;

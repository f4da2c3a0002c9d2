/**
 * Finds an OpenBLAS, and says why where there is none.
 *
 * <pre>
 *   LUTHIER_OPENBLAS ──► that file or nothing
 *        │ not set
 *        ▼
 *   the copy in the jar ──► ~/.cache/luthier/openblas-…  (extracted once, private, verified)
 *        │ no jar, other machine            │ cannot be written, damaged by somebody else
 *        │                                  ▼
 *        │                          a temporary folder, deleted once the library is loaded
 *        ▼
 *   the system's libopenblas.so.0
 * </pre>
 *
 * <p>A file system is an input like any other: a full disk, a folder that belongs to somebody else,
 * a truncated file are reasons in an answer, never exceptions.
 *
 * <p>Depends on {@code bind}. Backends may depend on it.
 */
package dev.luthier.nativemath.locate;

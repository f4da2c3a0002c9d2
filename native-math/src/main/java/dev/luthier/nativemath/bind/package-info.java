/**
 * The C functions of OpenBLAS, one method each.
 *
 * <pre>
 *   Blas.cblas_dgemm(…)  ──►  static final MethodHandle  ──►  address in this library  ──►  machine code
 *                             (signature: known when        (found when a library
 *                              the class is loaded)          has been opened)
 * </pre>
 *
 * <p>A library is found at run time, perhaps another one in a test, so no handle is bound to an
 * address: the address is the first argument of every call, and the handles are constants that the
 * compiler sees through. Each is in a class of its own and so linked when it is first called: that
 * takes 5 ms, and a probe needs four of ten. Methods have the names of their C symbols; they call
 * and wrap, nothing else. Shapes, ranges and liveness are checked above.
 *
 * <p>Signatures were checked against {@code cblas.h}, {@code lapack.h} and {@code
 * openblas_config.h} of OpenBLAS 0.3.31. LAPACK is called by its Fortran symbols, because Debian's
 * OpenBLAS is built without LAPACKE. All calls are plain ones: a critical call keeps the virtual
 * machine from every safepoint until it returns (a Cholesky of order 4,096 stopped other threads'
 * allocation for 728 ms), and saves 6 ns.
 *
 * <p>Depends on the JDK. The packages beside it may depend on it.
 */
package dev.luthier.nativemath.bind;

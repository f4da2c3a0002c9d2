/**
 * One operation of the seam in each class, on a session, beside the same by others. {@code
 * Gemm.session} is measured for every backend; {@code Gemm.plain} is the C routine of OpenBLAS,
 * called directly, and the denominator of what a session costs; the others are the JVM's own
 * libraries, at one thread.
 *
 * <pre>
 *   time = Σ of JMH's invocations of the operation alone ÷ their number
 * </pre>
 *
 * <p>A session may return before an operation has happened (a GPU's queue does), so that every
 * method ends, as every real use does, with an element of the result on the host. What goes to a
 * GPU and comes back beside it is {@code Transfer}.
 *
 * <p>An operation that destroys its operand has it restored before every invocation, outside the
 * measured time; bytes allocated per operation are counted with the restoring, which is {@code
 * Copy.session} and should be 0.
 *
 * <p>Every method is run once on a small size by a test, which checks the answer. Depends on {@link
 * dev.luthier.bench.workload}; nothing depends on it but JMH, which finds it by a list in the jar.
 */
@NullMarked
package dev.luthier.bench.operation;

import org.jspecify.annotations.NullMarked;

/**
 * How results are printed.
 *
 * <pre>
 *   benchmark        score  unit
 *   Gemm.session   27.125  us/op
 * </pre>
 *
 * <p>Depends on nothing; the packages of the commands depend on it.
 */
@NullMarked
package dev.luthier.bench.text;

import org.jspecify.annotations.NullMarked;

/**
 * {@link dev.luthier.linalg.ArrayMath} with the JDK's Vector API.
 *
 * <pre>
 *   ArrayMath.scalar()  =  VectorArrayMath      bit for bit, whatever the width of the vectors
 * </pre>
 *
 * <p>Every lane does what the plain implementation does for one element, operation by operation and
 * without fused ones; where that branches, all branches are computed and chosen from. Constants
 * stand here a second time, because the api exports none; the tests hold the bits against each
 * other.
 *
 * <p>Links against {@code jdk.incubator.vector}, which is not in a virtual machine by default: only
 * the provider may be touched before it is known to be there. Depends on {@code dev.luthier.linalg}
 * and on {@code kernel} for the species. Nothing depends on it.
 */
package dev.luthier.nativemath.vector.array;

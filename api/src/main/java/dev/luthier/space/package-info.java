/**
 * What may be tuned: parameters, the conditions that activate them, the combinations that are
 * forbidden, the linear inequalities that hold between numbers, and the map between configurations
 * and the unit cube.
 *
 * <pre>
 *   Configuration  ──encode──►  [0,1]^d  ──decode──►  Configuration        decode(encode(c)) = c for decoded c
 * </pre>
 *
 * Everything here is immutable and may be shared between threads. Depends on {@code
 * dev.luthier.error} alone; everything else in Luthier depends on it.
 */
package dev.luthier.space;

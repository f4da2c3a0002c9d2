/**
 * Records as search spaces: what a record's components are declared to be is what may be tried, and
 * a configuration is a record.
 *
 * <pre>
 *   record class  ──of──►  SearchSpace
 *   T             ──configuration──►  Configuration  ──value──►  T        value(configuration(t)) = t
 * </pre>
 *
 * A component of a record is a parameter, a record in it is a group of parameters, and a sealed
 * interface of records is a choice, of whose branches one is active. Depends on {@code
 * dev.luthier.space} and {@code dev.luthier.error} alone, and on reflection.
 */
package dev.luthier.space.record;

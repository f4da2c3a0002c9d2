/**
 * Grid search over {@link dev.luthier.space.Lattice#coarse}: every choice, every multiple of a
 * declared step, and a stated number of evenly spread values of a number without step. Nothing
 * depends on this package.
 */
package dev.luthier.strategy.grid;

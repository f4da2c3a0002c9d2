package dev.luthier.strategy.gp;

/**
 * A point of the unit cube whose configuration is permitted and has not been built. Immutable.
 *
 * @param point one coordinate a parameter; discrete ones at their cell's centre, inactive ones at ½
 * @param active which parameters are
 */
record CubePoint(double[] point, boolean[] active) {}

package dev.luthier.strategy;

/**
 * What a model expects of one value of a configuration, in the value's own units.
 *
 * @param mean what is expected
 * @param deviation standard deviation of the value itself, without the noise of a measurement; not
 *     negative
 */
public record Prediction(double mean, double deviation) {}

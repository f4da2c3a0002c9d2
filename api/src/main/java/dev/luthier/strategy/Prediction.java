package dev.luthier.strategy;

/**
 * What a model expects of one value of a configuration, in the value's own units and direction.
 *
 * <p>A model that sees values through a nonlinear transform, a logarithm say, believes a skewed
 * distribution of the value. Its mean here is then the median, which half of what is believed lies
 * below, and its deviation a quarter of the interval that has 95 % of it: two deviations to either
 * side are as long as that interval. Where the transform is linear that is mean and standard
 * deviation.
 *
 * @param mean what is expected; finite
 * @param deviation standard deviation of the value itself, without the noise of a measurement
 *     unless said otherwise; finite, not negative
 */
public record Prediction(double mean, double deviation) {}

package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A configuration that is proposed.
 *
 * @param cut the rounds after which the search for it was ended, where it was
 * @param isByModel whether it is there because of a model, and not of the design or by chance
 * @param acquisition the value by which it won, if it is finite
 */
record Pick(
    Configuration configuration, OptionalInt cut, boolean isByModel, OptionalDouble acquisition) {}

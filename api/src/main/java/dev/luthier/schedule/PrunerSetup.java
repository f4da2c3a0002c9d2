package dev.luthier.schedule;

import dev.luthier.strategy.Options;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What a pruner is made with.
 *
 * @param options as the user wrote them; what its provider leaves untaken is refused
 * @param others makes the pruner that an option describes, given the option's name and what is
 *     written there, {@code {name: median, …}}: for pruners that build on another
 */
public record PrunerSetup(
    Options options, BiFunction<String, Map<String, Object>, Pruner> others) {}

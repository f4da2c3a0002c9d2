package dev.luthier.run;

import dev.luthier.study.TrialContext;

/**
 * A trial whose configuration is a record.
 *
 * @param trial the same trial without types
 * @param config what to evaluate
 */
public record TypedTrial<T extends Record>(TrialContext trial, T config) implements WrappedTrial {}

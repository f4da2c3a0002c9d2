package dev.luthier.strategy;

import java.util.Set;

/**
 * Makes strategies of one kind. Found through {@link java.util.ServiceLoader}; cheap, stateless,
 * thread-safe.
 */
public interface StrategyProvider {

  /** The name users write, such as {@code sobol}. */
  String name();

  Set<Capability> capabilities();

  /**
   * A fresh strategy that has observed nothing.
   *
   * @throws dev.luthier.error.InvalidInputException naming {@code strategy.options.…} when an
   *     option is unknown or out of range
   */
  Strategy create(StrategySetup setup);
}

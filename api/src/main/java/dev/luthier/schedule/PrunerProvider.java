package dev.luthier.schedule;

/**
 * Makes pruners of one kind. Found through {@link java.util.ServiceLoader}; cheap, stateless,
 * thread-safe.
 */
public interface PrunerProvider {

  /** The name users write, such as {@code median}. */
  String name();

  /**
   * A pruner.
   *
   * @throws dev.luthier.error.InvalidInputException naming {@code pruner.…} when an option is
   *     unknown, missing or out of range
   */
  Pruner create(PrunerSetup setup);
}

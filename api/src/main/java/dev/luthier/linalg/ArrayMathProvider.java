package dev.luthier.linalg;

import java.util.Optional;

/**
 * Offers a faster {@link ArrayMath}. Found through {@link java.util.ServiceLoader}; constructing a
 * provider is cheap and it holds no state. Thread-safe.
 */
public interface ArrayMathProvider {

  /**
   * An implementation with the bits of {@link ArrayMath#scalar}, or nothing where something that it
   * needs is not there. Never throws.
   */
  Optional<ArrayMath> implementation();
}

package dev.luthier.linalg;

/**
 * Finds out whether a backend can run here, and creates it. Found through {@link
 * java.util.ServiceLoader}; constructing a provider is cheap and it holds no state. Thread-safe.
 */
public interface BackendProvider {

  /**
   * The name by which users ask for the backend: lower case, stable, for example {@code reference}.
   */
  String name();

  /**
   * Tells whether {@link #create} would succeed, after running {@link BackendSelfCheck} or
   * something stronger. May take as long as loading a native library. Never throws: whatever is
   * wrong is in the answer.
   */
  Availability probe(BackendOptions options);

  /**
   * Creates a backend, independent of others made before. The caller closes it.
   *
   * @throws BackendUnavailableException if {@link #probe} would have answered {@link
   *     Availability.Unavailable}, with the same reason and remedy
   */
  Backend create(BackendOptions options);
}

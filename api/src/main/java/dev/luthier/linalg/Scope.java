package dev.luthier.linalg;

/**
 * A stretch of a session's life whose allocations end with it. Made by {@link Session#scope()},
 * closed by try-with-resources:
 *
 * {@snippet :
 * try (Scope temporaries = session.scope()) {
 *   Matrix work = session.allocate(n, m); // released, and its memory reused, when the block ends
 * }
 * }
 */
public interface Scope extends AutoCloseable {

  /**
   * Releases every matrix allocated since this scope opened, except those released or adopted
   * meanwhile. Does not wait for the queue. Closing twice, or after the session, does nothing.
   *
   * @throws IllegalStateException if a scope opened later is still open
   */
  @Override
  void close();
}

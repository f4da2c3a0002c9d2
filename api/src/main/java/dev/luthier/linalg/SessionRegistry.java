package dev.luthier.linalg;

import java.util.HashSet;
import java.util.Set;

/**
 * The sessions of one backend. Every backend has one: it puts the checks of {@link Session} in
 * front of an {@link Engine}, knows which sessions may adopt from one another, and refuses to close
 * while any is open. Thread-safe; guarded by its own monitor.
 */
public final class SessionRegistry {

  private final Set<Session> open = new HashSet<>();
  private boolean closed;

  /** A registry without sessions. */
  public SessionRegistry() {}

  /**
   * A checked session over an engine. Closing the session closes the engine.
   *
   * @throws IllegalStateException if the registry is closed
   */
  public synchronized Session open(Engine engine) {
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
    GuardedSession session = new GuardedSession(this, engine);
    open.add(session);
    return session;
  }

  /**
   * Refuses further sessions. Closing twice does nothing.
   *
   * @return whether it was open until now, so that memory must be returned
   * @throws IllegalStateException if sessions are open; the registry then stays open
   */
  public synchronized boolean close() {
    if (!open.isEmpty()) {
      throw new IllegalStateException(open.size() + " sessions are still open; close them first");
    }
    boolean wasOpen = !closed;
    closed = true;
    return wasOpen;
  }

  synchronized void ended(Session session) {
    open.remove(session);
  }
}

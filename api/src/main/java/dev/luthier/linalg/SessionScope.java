package dev.luthier.linalg;

import java.util.LinkedHashSet;
import java.util.Set;

/** The allocations of one scope, in order, so that memory returns to the pool in the same order. */
final class SessionScope implements Scope {

  private final GuardedSession session;
  private final Set<Allocation> allocations = new LinkedHashSet<>();

  SessionScope(GuardedSession session) {
    this.session = session;
  }

  Set<Allocation> allocations() {
    return allocations;
  }

  @Override
  public void close() {
    session.closeScope(this);
  }
}

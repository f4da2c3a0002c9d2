package dev.luthier.linalg;

import java.util.ArrayDeque;
import java.util.Deque;

/** Which matrices of a session are live, and which scope each belongs to. Confined to its gate. */
final class SessionMemory {

  private final GuardedSession session;
  private final Engine engine;
  private final SessionScope unscoped;
  private final Deque<SessionScope> scopes = new ArrayDeque<>();

  SessionMemory(GuardedSession session, Engine engine) {
    this.session = session;
    this.engine = engine;
    this.unscoped = new SessionScope(session);
  }

  Matrix allocate(int rows, int cols) {
    Allocation allocation = new Allocation(session, engine.allocate(rows, cols));
    SessionScope innermost = scopes.peek();
    place(allocation, innermost == null ? unscoped : innermost);
    return new Matrix(allocation, rows, cols);
  }

  void release(Allocation allocation) {
    forget(allocation);
    engine.free(allocation.storage());
  }

  /** Ends the handle; the storage lives on in another session. */
  void forget(Allocation allocation) {
    SessionScope scope = allocation.scope();
    if (scope != null) {
      scope.allocations().remove(allocation);
    }
    allocation.end();
  }

  /** Takes storage that another handle, now ended, referred to. */
  Matrix take(Matrix former) {
    Allocation allocation = new Allocation(session, former.storage());
    place(allocation, unscoped);
    return new Matrix(allocation, former.rows(), former.cols());
  }

  SessionScope open() {
    SessionScope scope = new SessionScope(session);
    scopes.push(scope);
    return scope;
  }

  void close(SessionScope scope) {
    if (!scopes.contains(scope)) {
      return;
    }
    if (scopes.peek() != scope) {
      throw new IllegalStateException(
          "a scope opened later is still open; scopes close in the reverse order of opening");
    }
    scopes.pop();
    releaseAll(scope);
  }

  void close() {
    for (SessionScope scope : scopes) {
      releaseAll(scope);
    }
    scopes.clear();
    releaseAll(unscoped);
  }

  private void releaseAll(SessionScope scope) {
    for (Allocation allocation : scope.allocations()) {
      allocation.end();
      engine.free(allocation.storage());
    }
    scope.allocations().clear();
  }

  private static void place(Allocation allocation, SessionScope scope) {
    allocation.moveTo(scope);
    scope.allocations().add(allocation);
  }
}

package dev.luthier.linalg;

import org.jspecify.annotations.Nullable;

/**
 * One piece of memory in the hands of one session. Adoption ends it and starts another over the
 * same storage. The mutable part is confined to the owner's gate: it is read and written only
 * inside an operation of that session.
 */
final class Allocation {

  private final GuardedSession owner;
  private final Storage storage;
  private @Nullable SessionScope scope;
  private boolean live = true;

  Allocation(GuardedSession owner, Storage storage) {
    this.owner = owner;
    this.storage = storage;
  }

  GuardedSession owner() {
    return owner;
  }

  Storage storage() {
    return storage;
  }

  boolean live() {
    return live;
  }

  void end() {
    live = false;
    scope = null;
  }

  @Nullable SessionScope scope() {
    return scope;
  }

  void moveTo(SessionScope target) {
    scope = target;
  }
}

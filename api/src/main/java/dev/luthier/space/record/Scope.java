package dev.luthier.space.record;

import dev.luthier.space.Condition;
import java.util.Optional;

/**
 * Where a record stands in the space.
 *
 * @param prefix what the names of its components begin with, the dot included
 * @param when when it is active
 * @param branch the branch of a sealed interface that alone decides whether it is active
 */
record Scope(String prefix, Condition when, Optional<Branch> branch) {
  static final Scope ROOT = new Scope("", Condition.ALWAYS, Optional.empty());

  /** A branch, and what it has in common with the others. */
  record Branch(String name, Sharing sharing) {}

  /** A record in this one. */
  Scope group(String component) {
    return new Scope(name(component) + ".", when, branch);
  }

  String name(String component) {
    return prefix + component;
  }
}

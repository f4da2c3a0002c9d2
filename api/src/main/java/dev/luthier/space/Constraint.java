package dev.luthier.space;

/** A rule about whole configurations that is known before anything is evaluated. */
public sealed interface Constraint {

  /** Whether a configuration obeys the rule. */
  boolean permits(Configuration configuration);

  /**
   * The given values may not come together. A combination that mentions an inactive parameter does
   * not apply.
   */
  record Forbidden(Condition combination) implements Constraint {
    @Override
    public boolean permits(Configuration configuration) {
      return !combination.holds(configuration);
    }
  }

  /** {@code forbid(when(optimizer, "adam").and(when(batch, 16)))}. */
  static Constraint forbid(Condition combination) {
    return new Forbidden(combination);
  }
}

package dev.luthier.strategy;

/**
 * What a strategy can do beyond proposing points of a fixed set of parameters for one objective.
 */
public enum Capability {
  /** Spaces with conditional parameters. */
  CONDITIONS,
  /** Spaces with forbidden combinations and linear constraints. */
  FORBIDDEN_COMBINATIONS,
  /** More than one objective. */
  SEVERAL_OBJECTIVES,
  /** Constraints that are known only after an evaluation. */
  OUTCOME_CONSTRAINTS,
  /** Spaces with continuous parameters, which never exhaust. */
  CONTINUOUS_SPACES,
  /** Beginning with what other studies have found out. */
  WARM_START
}

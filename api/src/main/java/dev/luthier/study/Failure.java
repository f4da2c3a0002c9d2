package dev.luthier.study;

import java.util.Objects;

/** Why a trial has no value: a kind for programs, a sentence for people. */
public record Failure(Kind kind, String message) {
  public Failure {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
  }

  /** What went wrong. */
  public enum Kind {
    /** The objective threw. */
    EXCEPTION,
    /** A value was NaN. */
    NOT_A_NUMBER,
    /** A value was missing, or had a name the study does not know. */
    WRONG_RESULT,
    /** The trial ran past its time limit. */
    TIMEOUT,
    /** The caller of ask and tell said so. */
    TOLD
  }
}

package dev.luthier.study;

import java.util.Objects;

/**
 * Why a trial has no value.
 *
 * @param kind for programs
 * @param message for people, one sentence
 * @param detail what else is known, such as the last lines a command wrote; may be empty, may have
 *     many lines
 */
public record Failure(Kind kind, String message, String detail) {
  public Failure {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(detail, "detail");
  }

  public Failure(Kind kind, String message) {
    this(kind, message, "");
  }

  /** What went wrong. */
  public enum Kind {
    /** The objective threw. */
    EXCEPTION,
    /** The objective's command could not be started, or ended with an exit code other than 0. */
    EXIT,
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

package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.study.Trial;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** When and by whom, as files tell it: exactly, in part, or not at all. */
final class Times {
  /** Who evaluated a trial that a file written by hand says nothing about. */
  static final String UNKNOWN_WORKER = "import";

  private Times() {}

  /**
   * The timing of a finished trial. One time stands for both; without any it is the epoch, which
   * nobody takes for a measurement.
   */
  static Trial.Timing timing(String worker, Optional<Instant> start, Optional<Instant> end) {
    Instant known = start.or(() -> end).orElse(Instant.EPOCH);
    return new Trial.Timing(worker, start.orElse(known), end.orElse(known));
  }

  static Instant instant(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidInputException(field, text, "must be a time such as 2026-03-01T12:30:00.5Z");
    }
  }
}

package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Python's ISO times, with and without an offset, with {@code T} or a blank in the middle. */
final class OptunaTimes {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX]")
          .toFormatter(Locale.ROOT);

  private OptunaTimes() {}

  /**
   * The instant.
   *
   * @param zone of times without an offset
   */
  static Instant instant(String field, String text, ZoneId zone) {
    try {
      TemporalAccessor time = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime exact
          ? exact.toInstant()
          : LocalDateTime.from(time).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidInputException(field, text, "must be a date and time");
    }
  }
}

package dev.luthier.config;

import dev.luthier.error.InvalidInputException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 2d}, {@code
 * 500ms}; a number is seconds.
 */
public final class Durations {
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

  private Durations() {}

  /**
   * The duration that a value of a file or an option means.
   *
   * @param field the field's path, for the message
   * @throws InvalidInputException when the value is no duration
   */
  public static Duration parse(String field, Object value) {
    if (value instanceof Number seconds && Math.abs(seconds.doubleValue()) < 1e9) {
      return Duration.ofMillis(Math.round(seconds.doubleValue() * 1e3));
    }
    Matcher matcher = WHOLE.matcher(String.valueOf(value));
    if (String.valueOf(value).isEmpty() || !matcher.matches()) {
      throw new InvalidInputException(
          field, value, "must be a duration such as 90s, 10m, 1h30m or 2d");
    }
    return Duration.ofDays(group(matcher, 1))
        .plusHours(group(matcher, 2))
        .plusMinutes(group(matcher, 3))
        .plusSeconds(group(matcher, 4))
        .plusMillis(group(matcher, 5));
  }

  private static long group(Matcher matcher, int index) {
    String digits = matcher.group(index);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}

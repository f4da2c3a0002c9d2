package dev.luthier.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.error.InvalidInputException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "90s, PT1M30S",
    "10m, PT10M",
    "1h30m, PT1H30M",
    "2d, PT48H",
    "500ms, PT0.5S",
    "1d2h3m4s5ms, PT26H3M4.005S"
  })
  void readsWhatPeopleWrite(String text, Duration expected) {
    assertEquals(expected, Durations.parse("f", text));
  }

  @ParameterizedTest
  @CsvSource({"1.5, PT1.5S", "600, PT10M"})
  void aNumberIsSeconds(double seconds, Duration expected) {
    assertEquals(expected, Durations.parse("f", seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "10", "10 m", "-10m", "1m1h", "9999999999s", "1.5h"})
  void refusesEverythingElse(String text) {
    assertThrows(InvalidInputException.class, () -> Durations.parse("f", text));
  }
}

package dev.luthier.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShortTextTest {
  @ParameterizedTest
  @CsvSource({
    "0.97, 0.9700, 0.97",
    "0.99996, 1.000, 1",
    "0.0012345, 0.001234, 0.001234",
    "0.00032145, 3.214e-4, 3.214e-4",
    "12.3456, 12.35, 12.35",
    "-4567.89, -4568, -4568",
    "999999, 1e6, 1e6",
    "1e6, 1e6, 1e6",
    "123456, 123500, 123500",
    "0, 0, 0",
    "NaN, NaN, NaN",
    "-Infinity, -inf, -inf"
  })
  void fourSignificantDigits(double number, String value, String parameter) {
    assertEquals(value, ShortText.value(number));
    assertEquals(parameter, ShortText.parameter(number));
  }

  @RepeatedTest(200)
  void noNumberIsLongerThanAColumn(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    String text = ShortText.parameter(Double.longBitsToDouble(random.nextLong()));
    assertTrue(text.length() <= "-1.234e-308".length(), text);
  }

  @Test
  void integersAndTextsAsTheyAre() {
    assertEquals("123456", ShortText.parameter(123_456L));
    assertEquals("1.235e12", ShortText.parameter(1_234_567_890_123L));
    assertEquals("relu", ShortText.parameter("relu"));
    assertEquals("true", ShortText.parameter(true));
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12 ms",
    "140, 0.1 s",
    "1940, 1.9 s",
    "9960, 10 s",
    "42000, 42 s",
    "65000, 1:05",
    "3725000, 1:02:05",
    "93600000, 1d 2:00:00"
  })
  void durations(long millis, String text) {
    assertEquals(text, ShortText.seconds(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource({"1500, 1500/s", "1.25, 1.3/s", "0.5, 30/min", "0.02, 1.2/min", "0.001, 3.6/h"})
  void rates(double perSecond, String text) {
    assertEquals(text, ShortText.rate(perSecond));
  }
}

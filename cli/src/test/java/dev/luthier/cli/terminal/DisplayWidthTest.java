package dev.luthier.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DisplayWidthTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "abc, 3",
    "naïve…, 6",
    "★●✓✗━─, 6",
    "学習率, 6",
    "ひらがな, 8",
    "한글, 4",
    "ＡＢ, 4",
    "e\u0301, 1",
    "🎻, 2",
    "a\u200bb, 2"
  })
  void countsColumnsAsTerminalsDo(String text, int columns) {
    assertEquals(columns, DisplayWidth.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "learning_rate, 13, learning_rate",
    "learning_rate, 12, learning_ra…",
    "学習率, 5, 学習…",
    "学習率, 4, 学…",
    "学習率, 1, …",
    "abc, 0, ''"
  })
  void cutsAtWholeCharacters(String text, int columns, String fitted) {
    assertEquals(fitted, DisplayWidth.fit(text, columns, "…"));
  }

  @RepeatedTest(200)
  void fittedTextFits(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder();
    random.ints(30, 0x20, 0x20000).forEach(text::appendCodePoint);
    int columns = random.nextInt(60);
    assertTrue(DisplayWidth.of(DisplayWidth.fit(text.toString(), columns, "…")) <= columns);
  }
}

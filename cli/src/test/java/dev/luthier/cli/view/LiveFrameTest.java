package dev.luthier.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.terminal.Glyphs;
import dev.luthier.cli.terminal.Line;
import dev.luthier.cli.terminal.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiveFrameTest {
  @Test
  void eightyColumns() {
    List<String> lines = lines(80, 24);
    assertEquals("digits · sobol · seed 1 · 40 trials, 2 at a time", lines.get(0));
    assertTrue(lines.get(2).startsWith(" trial state     accuracy    time  "), lines.get(2));
    assertEquals("★    9 best        0.9090   1.9 s", lines.get(3).substring(0, 33));
    assertEquals("●   12 running              2.0 s", lines.get(4).substring(0, 33));
    assertEquals("●   13 step 7      0.8765   2.0 s", lines.get(5).substring(0, 33));
    assertEquals(
        "✗   11 abandoned             30 s  stopped by the user", lines.get(6).stripTrailing());
    assertEquals(
        "✗   10 failed               0.1 s  IllegalStateException: loss is NaN", lines.get(7));
    String last = lines.getLast();
    assertEquals(
        "11/40  best 0.9090  55/min  0:12  0:31 left  1 failed  1 abandoned",
        last.substring(last.indexOf("11/40")));
  }

  @Test
  void wideTerminalShowsEveryParameterByItsWholeName() {
    String names = lines(200, 50).get(2);
    for (String name :
        List.of("learning_rate", "width", "dropout", "batch", "optimizer", "momentum")) {
      assertTrue(names.contains("  " + name), names);
    }
    String best = lines(200, 50).get(3);
    assertTrue(best.contains("3.215e-4") && best.contains("0.35") && best.contains("adam"), best);
  }

  @Test
  void columnsStandUnderTheirNames() {
    List<String> lines = lines(200, 50);
    int end = lines.get(2).indexOf("width") + "width".length();
    assertEquals("128", lines.get(3).substring(end - 3, end));
    assertEquals("128", lines.get(4).substring(end - 3, end));
  }

  @ParameterizedTest
  @CsvSource({"200, 50", "80, 24", "79, 24", "60, 10", "40, 24", "20, 8", "5, 4", "1, 1"})
  void neverTooWideNorTooHigh(int columns, int rows) {
    RunSnapshot busy =
        SampleRun.at(
            SampleRun.snapshot(), SampleRun.START, Optional.of("finishing 2 running trials"));
    List<Line> lines = frame(columns, rows, Glyphs.UNICODE).lines(busy);
    for (Line line : lines) {
      assertTrue(line.width() <= columns - 1, line.text());
    }
    // Below eight rows nothing is left to give way.
    assertTrue(lines.size() < Math.max(rows, 8), lines.size() + " lines");
  }

  @Test
  void asciiTerminalGetsAscii() {
    for (Line line : frame(60, 24, Glyphs.ASCII).lines(SampleRun.snapshot())) {
      assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(line.text()), line.text());
    }
  }

  @Test
  void wideCharactersAreCountedTwice() {
    RunSnapshot snapshot =
        SampleRun.at(SampleRun.snapshot(), SampleRun.START, Optional.of("学習率".repeat(30)));
    Line notice = frame(80, 24, Glyphs.UNICODE).lines(snapshot).getLast();
    assertEquals(79, notice.width());
    assertTrue(notice.text().endsWith("…"));
  }

  /** With what it was and where it stood: that it missed the median is no news in a row. */
  @Test
  void aPrunedTrialStandsWithItsLastReportAndItsParameters() {
    RunProgress progress = new RunProgress(SampleRun.SPEC, () -> SampleRun.START);
    progress.finished(SampleRun.completed(0, 0.95));
    progress.finished(SampleRun.pruned(1, 0.31, 0.42));
    List<Line> lines = frame(80, 24, Glyphs.UNICODE).lines(progress.snapshot());
    String row = lines.get(4).text();
    assertEquals("◇    1 pruned      0.4200   0.3 s", row.substring(0, 33));
    assertTrue(row.contains("3.215e-4"), row);
    assertTrue(lines.getLast().text().endsWith("1 pruned"), lines.getLast().text());
  }

  @Test
  void nothingHasHappenedYet() {
    RunSnapshot empty = new RunProgress(SampleRun.SPEC, () -> SampleRun.START).snapshot();
    List<Line> lines = frame(80, 24, Glyphs.UNICODE).lines(empty);
    assertEquals(5, lines.size());
    assertTrue(lines.getLast().text().endsWith("0/40  0:00"), lines.getLast().text());
  }

  private static List<String> lines(int columns, int rows) {
    return frame(columns, rows, Glyphs.UNICODE).lines(SampleRun.snapshot()).stream()
        .map(Line::text)
        .toList();
  }

  private static LiveFrame frame(int columns, int rows, Glyphs glyphs) {
    return new LiveFrame(SampleRun.SPEC, new TerminalSize(columns, rows), glyphs);
  }
}

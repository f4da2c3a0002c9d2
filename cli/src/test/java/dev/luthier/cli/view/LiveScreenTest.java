package dev.luthier.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.terminal.Line;
import dev.luthier.cli.terminal.Style;
import dev.luthier.cli.terminal.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LiveScreenTest {
  private static final TerminalSize SIZE = new TerminalSize(20, 10);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LiveScreen screen =
      new LiveScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

  @Test
  void aPictureReplacesTheLast() {
    screen.draw(picture("one", "two", "three"), SIZE);
    screen.draw(picture("ONE", "2"), SIZE);
    assertEquals(List.of("ONE", "2"), shown());
  }

  @Test
  void foreignLinesStayAboveThePicture() {
    screen.printAbove("first", SIZE);
    screen.draw(picture("table"), SIZE);
    screen.printAbove("second", SIZE);
    screen.draw(picture("table", "more"), SIZE);
    assertEquals(List.of("first", "second", "table", "more"), shown());
  }

  @Test
  void linesThatANarrowerTerminalWrappedAreAllReplaced() {
    screen.draw(picture("0123456789", "abc"), SIZE);
    bytes.reset();
    screen.draw(picture("x"), new TerminalSize(4, 10));
    assertTrue(text().contains("\u001b[4A"), "three rows of four columns and one");
  }

  @Test
  void closedScreenShowsTheCursorAndDrawsNoMore() {
    screen.draw(picture("table"), SIZE);
    screen.close();
    assertTrue(text().stripTrailing().endsWith("\u001b[?25h"));
    bytes.reset();
    screen.draw(picture("late"), SIZE);
    screen.close();
    assertEquals("", text());
    screen.printAbove("an objective's last words", SIZE);
    assertFalse(text().contains("\u001b["));
  }

  private static List<Line> picture(String... lines) {
    return Stream.of(lines).map(line -> Line.of(line, Style.PLAIN)).toList();
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What a terminal of unlimited height shows: knows the few sequences that a screen sends. */
  private List<String> shown() {
    List<String> rows = new ArrayList<>(List.of(""));
    int row = 0;
    Matcher piece =
        Pattern.compile("\u001b\\[\\??(\\d*)([A-Za-z])|\\r|\\n|[^\u001b\\r\\n]+").matcher(text());
    int column = 0;
    while (piece.find()) {
      String token = piece.group();
      if (token.equals("\n")) {
        row++;
        column = 0;
        if (row == rows.size()) {
          rows.add("");
        }
      } else if (token.equals("\r")) {
        column = 0;
      } else if (!token.startsWith("\u001b")) {
        String old = rows.get(row);
        String tail =
            old.length() > column + token.length() ? old.substring(column + token.length()) : "";
        rows.set(row, old.substring(0, column) + token + tail);
        column += token.length();
      } else {
        switch (piece.group(2)) {
          case "A" -> row -= Integer.parseInt(piece.group(1));
          case "K" -> rows.set(row, rows.get(row).substring(0, column));
          case "J" -> {
            rows.set(row, rows.get(row).substring(0, column));
            rows.subList(row + 1, rows.size()).clear();
          }
          default -> {}
        }
      }
    }
    return rows.subList(0, row);
  }
}

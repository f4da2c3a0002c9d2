package dev.luthier.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class LineTest {
  private final Line line =
      Line.of("ab", Style.BOLD).then("cdef", Style.PLAIN).then("g", Style.BAD);

  @Test
  void stylesTakeNoColumns() {
    assertEquals(7, line.width());
    assertEquals("\u001b[1mab\u001b[0mcdef\u001b[31mg\u001b[0m", line.render(true));
    assertEquals("abcdefg", line.render(false));
  }

  @Test
  void cutsInsideASpanAndKeepsStyles() {
    assertSame(line, line.fit(7, "…"));
    assertEquals("abcde…", line.fit(6, "…").text());
    assertEquals("\u001b[1mab\u001b[0m…", line.fit(3, "…").render(true));
    assertEquals("", line.fit(0, "…").text());
  }

  @Test
  void cutsWideCharactersWhole() {
    assertEquals("学…", Line.of("学習率", Style.PLAIN).fit(4, "…").text());
  }

  @Test
  void foreignEscapeSequencesAreDefused() {
    assertEquals("?[2Jx?y", Line.of("\u001b[2Jx\ny", Style.PLAIN).render(true));
  }
}

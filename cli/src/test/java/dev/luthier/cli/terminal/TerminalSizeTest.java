package dev.luthier.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TerminalSizeTest {
  @Test
  void readsRowsBeforeColumns() {
    assertEquals(Optional.of(new TerminalSize(200, 50)), TerminalSize.parse("50 200\n"));
  }

  @Test
  void terminalThatDoesNotKnowIsTakenForTheUsual() {
    assertEquals(Optional.of(TerminalSize.USUAL), TerminalSize.parse("0 0\n"));
    assertEquals(Optional.of(TerminalSize.USUAL), TerminalSize.parse("huh?\n"));
  }

  @Test
  void noAnswerIsNoTerminal() {
    assertEquals(Optional.empty(), TerminalSize.parse(""));
  }

  @Test
  void onlyATerminalThatMovesTheCursorIsDrawnOn() {
    Optional<TerminalSize> size = Optional.of(TerminalSize.USUAL);
    assertTrue(new Terminal(size, "xterm", false, true).hasColor());
    assertTrue(new Terminal(size, "xterm", true, true).canRedraw());
    assertFalse(new Terminal(size, "xterm", true, true).hasColor());
    assertFalse(new Terminal(size, "dumb", false, true).canRedraw());
    assertFalse(new Terminal(Optional.empty(), "xterm", false, true).canRedraw());
  }
}

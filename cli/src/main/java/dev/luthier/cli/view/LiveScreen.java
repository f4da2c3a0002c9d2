package dev.luthier.cli.view;

import dev.luthier.cli.terminal.Line;
import dev.luthier.cli.terminal.TerminalSize;
import java.io.PrintStream;
import java.util.List;

/**
 * The part of a terminal just above the cursor, where a picture is drawn over the last one. Lines
 * that others print go above the picture. Guarded by its monitor.
 */
final class LiveScreen {
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String ERASE_TO_END_OF_LINE = "\u001b[K";
  private static final String ERASE_BELOW = "\u001b[J";

  private final PrintStream out;
  private final boolean color;
  private List<Line> drawn = List.of();
  private boolean open = true;

  LiveScreen(PrintStream out, boolean color) {
    this.out = out;
    this.color = color;
  }

  /**
   * Replaces the picture, in one write so that no half of it is ever seen. Does nothing after
   * {@link #close}.
   *
   * @param size of the terminal now; it may have become narrower since the last picture and wrapped
   *     that one's lines
   */
  synchronized void draw(List<Line> picture, TerminalSize size) {
    if (!open) {
      return;
    }
    StringBuilder frame = new StringBuilder(HIDE_CURSOR);
    backToTop(frame, size);
    append(frame, picture);
    frame.append(ERASE_BELOW);
    write(frame);
    drawn = List.copyOf(picture);
  }

  /** Prints a line above the picture, or at the cursor when there is none. */
  synchronized void printAbove(String line, TerminalSize size) {
    StringBuilder frame = new StringBuilder();
    backToTop(frame, size);
    frame.append(drawn.isEmpty() ? "" : ERASE_BELOW).append(line).append('\n');
    append(frame, drawn);
    write(frame);
  }

  /** Leaves the picture on the screen, sets it off from what follows, and gives the cursor back. */
  synchronized void close() {
    if (open) {
      open = false;
      drawn = List.of();
      write(new StringBuilder(SHOW_CURSOR).append('\n'));
    }
  }

  private void append(StringBuilder frame, List<Line> picture) {
    for (Line line : picture) {
      frame.append(line.render(color)).append(ERASE_TO_END_OF_LINE).append('\n');
    }
  }

  private void backToTop(StringBuilder frame, TerminalSize size) {
    int up = 0;
    for (Line line : drawn) {
      up += Math.max(1, Math.ceilDiv(line.width(), size.columns()));
    }
    if (up > 0) {
      frame.append("\r\u001b[").append(up).append('A');
    }
  }

  private void write(StringBuilder frame) {
    out.print(frame);
    out.flush();
  }
}

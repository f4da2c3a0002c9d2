package dev.luthier.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The end of what a command wrote to its standard error: at most 20 lines and 8 KiB, whatever it
 * writes. Guarded by its monitor.
 */
final class StderrTail implements OutputReader.Sink {
  /** A traceback with its cause; more is a log file's business. */
  private static final int MOST_LINES = 20;

  /** Kept with every failed trial: ten thousand of them are 80 MB at worst. */
  private static final int MOST_BYTES = 8 << 10;

  /** A ring: byte i of the stream stands at i modulo its length. */
  private final byte[] ring = new byte[MOST_BYTES];

  private long written;

  @Override
  public synchronized void accept(byte[] bytes, int length) {
    // Of a large piece only its end can stay.
    int skipped = Math.max(0, length - MOST_BYTES);
    for (int i = skipped; i < length; i++) {
      ring[(int) ((written + i) % MOST_BYTES)] = bytes[i];
    }
    written += length;
  }

  /** The lines without control characters, joined by line breaks; may be empty. */
  synchronized String text() {
    int size = (int) Math.min(written, MOST_BYTES);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = ring[(int) ((written - size + i) % MOST_BYTES)];
    }
    List<String> lines = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      lines.add(OneLine.withoutControls(lastState(line)).stripTrailing());
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    int from = Math.max(0, lines.size() - MOST_LINES);
    return withinBounds(String.join("\n", lines.subList(from, lines.size())));
  }

  /** The last line that is not blank. */
  Optional<String> lastLine() {
    return text().lines().filter(line -> !line.isBlank()).reduce((_, line) -> line);
  }

  /** A progress bar writes over its own line; what it wrote last is what one saw. */
  private static String lastState(String line) {
    String shown = line.replaceFirst("\r+$", "");
    return shown.substring(shown.lastIndexOf('\r') + 1);
  }

  /** Bytes that are no UTF-8 have become three each. */
  private static String withinBounds(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int from = Math.max(0, bytes.length - MOST_BYTES);
    // Not from within a character: all of its bytes but the first are 10xxxxxx.
    while (from > 0 && from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
      from++;
    }
    return new String(Arrays.copyOfRange(bytes, from, bytes.length), StandardCharsets.UTF_8);
  }
}

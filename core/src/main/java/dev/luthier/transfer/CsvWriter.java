package dev.luthier.transfer;

import java.io.IOException;

/**
 * Writes the cells of RFC 4180 records, ended by {@code \n}. A text that is empty is written {@code
 * ""}, a cell without a value is nothing at all. Confined to one thread.
 */
final class CsvWriter {
  private final Appendable out;
  private boolean first = true;

  CsvWriter(Appendable out) {
    this.out = out;
  }

  void text(String text) throws IOException {
    separate();
    if (!needsQuotes(text)) {
      out.append(text);
      return;
    }
    out.append('"').append(text.replace("\"", "\"\"")).append('"');
  }

  void absent() throws IOException {
    separate();
  }

  void end() throws IOException {
    out.append('\n');
    first = true;
  }

  private void separate() throws IOException {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  /** Also for blanks at the ends, which many readers cut off where there are no quotes. */
  private static boolean needsQuotes(String text) {
    return text.isEmpty()
        || !text.equals(text.strip())
        || text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
  }
}

package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads RFC 4180 records one by one; records end with {@code \n} or {@code \r\n}, the last one also
 * with the text. Confined to one thread.
 */
final class CsvReader {
  private static final int END = -1;

  private final String file;
  private final BufferedReader in;
  private int next;
  private long line = 1;

  /**
   * @param file for messages
   */
  CsvReader(String file, BufferedReader in) throws IOException {
    this.file = file;
    this.in = in;
    this.next = in.read();
  }

  /**
   * A cell's text.
   *
   * @param quoted whether it stood in quotes: {@code ""} is an empty text, nothing is no value
   */
  record Cell(String text, boolean quoted) {
    boolean isAbsent() {
      return text.isEmpty() && !quoted;
    }
  }

  /**
   * A record and the line that it begins on, counted from 1.
   *
   * @param line of its first cell
   */
  record Row(long line, List<Cell> cells) {
    /** An empty line, as some programs leave at the end. */
    boolean isBlank() {
      return cells.size() == 1 && cells.getFirst().isAbsent();
    }
  }

  /**
   * The next record, or nothing at the end.
   *
   * @throws InvalidInputException with the line, when quotes are not closed or stand where none can
   */
  Optional<Row> next() throws IOException {
    if (next == END) {
      return Optional.empty();
    }
    long begin = line;
    List<Cell> cells = new ArrayList<>();
    cells.add(cell());
    while (next == ',') {
      advance();
      cells.add(cell());
    }
    if (next == '\n') {
      advance();
    }
    return Optional.of(new Row(begin, cells));
  }

  private Cell cell() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean quoted = next == '"';
    if (quoted) {
      quoted(text);
    } else {
      while (next != ',' && !atRecordEnd()) {
        if (next == '"') {
          throw mistake(line, text + "\"", "quotes must enclose the whole cell");
        }
        text.append((char) next);
        advance();
      }
    }
    return new Cell(text.toString(), quoted);
  }

  private void quoted(StringBuilder text) throws IOException {
    long begin = line;
    advance();
    while (true) {
      if (next == END) {
        throw mistake(begin, text, "its quotes are never closed");
      }
      if (next == '"') {
        advance();
        if (next != '"') {
          break;
        }
      }
      text.append((char) next);
      advance();
    }
    if (next != ',' && !atRecordEnd()) {
      throw mistake(line, text, "something stands behind the closing quotes");
    }
  }

  /** Skips the {@code \r} of {@code \r\n}. */
  private boolean atRecordEnd() throws IOException {
    if (next == '\r') {
      in.mark(1);
      int following = in.read();
      if (following != '\n' && following != END) {
        in.reset();
        return false;
      }
      next = following;
    }
    return next == '\n' || next == END;
  }

  private void advance() throws IOException {
    if (next == '\n') {
      line++;
    }
    next = in.read();
  }

  private InvalidInputException mistake(long where, Object cell, String reason) {
    return new InvalidInputException("cell", cell, reason).at(file + ":" + where);
  }
}

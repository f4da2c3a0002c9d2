package dev.luthier.rpc;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of one line of another stream, then those of the next. Never holds more than a buffer
 * of it, however long a line is. Confined to one thread at a time.
 */
final class LineInput extends InputStream {
  /** A hundred thousand trials of twenty parameters. */
  static final long LONGEST = 64L << 20;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int end;
  private long length;
  private boolean isAtLineEnd = true;

  LineInput(InputStream in) {
    this.in = in;
  }

  /** A line goes on beyond {@link #LONGEST} bytes. */
  static final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    LineTooLongException() {
      super("the line is longer than " + (LONGEST >> 20) + " MiB");
    }
  }

  /**
   * Goes to the next line that is not blank, past what is left of this one. False when there is
   * none.
   */
  boolean nextLine() throws IOException {
    while (!isAtLineEnd && (next < end || fill())) {
      isAtLineEnd = buffer[next++] == '\n';
    }
    while (next < end || fill()) {
      if (!isBlank(buffer[next])) {
        isAtLineEnd = false;
        length = 0;
        return true;
      }
      next++;
    }
    return false;
  }

  /** How many bytes of the line have been read. */
  long length() {
    return length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /**
   * {@inheritDoc} The end is that of the line.
   *
   * @throws LineTooLongException when this would be more than {@link #LONGEST} bytes
   */
  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (isAtLineEnd || (next == end && !fill())) {
      isAtLineEnd = true;
      return -1;
    }
    int available = Math.min(count, end - next);
    int n = 0;
    while (n < available && buffer[next + n] != '\n') {
      n++;
    }
    if (length + n > LONGEST) {
      throw new LineTooLongException();
    }
    System.arraycopy(buffer, next, bytes, offset, n);
    next += n;
    length += n;
    if (n < available) {
      next++; // The line break.
      isAtLineEnd = true;
      return n == 0 ? -1 : n;
    }
    return n;
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer, 0, BUFFER));
    return end > 0;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}

package dev.luthier.rpc;

import java.io.InputStream;
import java.util.Arrays;

/** The same byte so many times, without an array of them. */
final class RepeatedByte extends InputStream {
  private final char value;
  private long left;

  RepeatedByte(char value, long length) {
    this.value = value;
    this.left = length;
  }

  /** How many have not been read. */
  long left() {
    return left;
  }

  @Override
  public int read() {
    return left-- > 0 ? value : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) {
    if (left <= 0) {
      return -1;
    }
    int n = (int) Math.min(left, count);
    Arrays.fill(bytes, offset, offset + n, (byte) value);
    left -= n;
    return n;
  }
}

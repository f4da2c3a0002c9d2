package dev.luthier.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line to be sent: a head, one piece many times over, a tail. So a hundred megabytes cost none
 * here.
 */
final class RpcLine {
  /** Pieces are sent together, about so many bytes at a time. */
  private static final int CHUNK = 1 << 16;

  private final String kind;
  private final byte[] head;
  private final byte[] piece;
  private final long times;
  private final byte[] tail;
  private final Optional<RpcExpected> expected;

  private RpcLine(String kind, byte[] head) {
    this.kind = kind;
    this.head = head;
    this.piece = new byte[0];
    this.times = 0;
    this.tail = piece;
    this.expected = Optional.empty();
  }

  private RpcLine(String kind, String template, String piece, long times, RpcExpected expected) {
    int gap = template.indexOf('…');
    this.kind = kind;
    this.head = template.substring(0, gap).getBytes(StandardCharsets.UTF_8);
    this.piece = piece.getBytes(StandardCharsets.UTF_8);
    this.times = times;
    this.tail = template.substring(gap + 1).getBytes(StandardCharsets.UTF_8);
    this.expected = Optional.of(expected);
  }

  /** Bytes of which the oracle is to say what they are. */
  static RpcLine of(String kind, byte[] bytes) {
    return new RpcLine(kind, bytes);
  }

  /** A text of which the oracle is to say what it is. */
  static RpcLine of(String kind, String text) {
    return new RpcLine(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A text that has one piece many times over where its … is. */
  static RpcLine filled(
      String kind, String template, String piece, long times, RpcExpected expected) {
    return new RpcLine(kind, template, piece, times, expected);
  }

  /** What it is, for reports. */
  String kind() {
    return kind;
  }

  /** The reply that must come; empty when none may. */
  Optional<RpcExpected> expected(RpcOracle oracle) {
    return expected.isPresent() ? expected : oracle.expect(head);
  }

  /** Writes the line and its end. */
  void writeTo(OutputStream out) throws IOException {
    out.write(head);
    if (times > 0) {
      byte[] many = many(Math.min(times, Math.max(1, CHUNK / piece.length)));
      long left = times * piece.length;
      for (; left > many.length; left -= many.length) {
        out.write(many);
      }
      out.write(many, 0, (int) left);
    }
    out.write(tail);
    out.write('\n');
    out.flush();
  }

  private byte[] many(long count) {
    byte[] many = new byte[(int) count * piece.length];
    for (int i = 0; i < many.length; i++) {
      many[i] = piece[i % piece.length];
    }
    return many;
  }

  @Override
  public String toString() {
    return kind
        + ": "
        + new String(head, 0, Math.min(head.length, 400), StandardCharsets.UTF_8)
        + (times == 0 ? "" : "… " + times * piece.length + " bytes …")
        + new String(tail, 0, Math.min(tail.length, 100), StandardCharsets.UTF_8);
  }
}

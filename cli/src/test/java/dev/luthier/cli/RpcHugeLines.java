package dev.luthier.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines at the limits: of 64 MiB, of what one line may hold, and beyond. */
final class RpcHugeLines {
  private static final long MIB = 1L << 20;
  private static final long LONGEST = 64 * MIB;
  private static final long MOST_CHARACTERS = 1_000_000;

  /** Of their own, so that no reply is taken for another's. */
  private static final long FIRST_ID = 1_000_000_000L;

  private static final String HELLO = "{\"jsonrpc\":\"2.0\",\"id\":#,\"method\":\"rpc.hello\"";

  private final List<RpcLine> lines = new ArrayList<>();

  /** Each kind once. */
  static List<RpcLine> all() {
    RpcHugeLines huge = new RpcHugeLines();
    huge.tooLong();
    huge.justShortEnough();
    huge.tooMuch();
    return List.copyOf(huge.lines);
  }

  private void tooLong() {
    add("65 MiB, no JSON", "…", "x", 65 * MIB, RpcExpected.noJson());
    add("65 MiB of brackets", "…", "[", 65 * MIB, RpcExpected.noJson());
    add(
        "65 MiB in a string",
        HELLO + ",\"params\":{\"p\":\"…\"}}",
        "a",
        65 * MIB,
        RpcExpected.noJson());
    add("65 MiB, mostly blank", HELLO + "}…", " ", 65 * MIB, RpcExpected.noJson());
    exactly("a byte too long", LONGEST + 1, RpcExpected.noJson());
  }

  private void justShortEnough() {
    exactly("64 MiB", LONGEST, RpcExpected.error(nextId(), -32_602, "p"));
    String list = HELLO + ",\"params\":{\"p\":[…0]}}";
    add("1.9 million lists", list, "[],", 1_900_000, RpcExpected.error(nextId(), -32_602, "p"));
    String string = HELLO + ",\"params\":{\"p\":\"…\"}}";
    add("long string", string, "a", MOST_CHARACTERS, RpcExpected.error(nextId(), -32_602, "p"));
  }

  /** Short enough, but more than a line may hold. */
  private void tooMuch() {
    long many = 63 * MIB;
    String string = HELLO + ",\"params\":{\"p\":\"…\"}}";
    add("longer string", string, "a", MOST_CHARACTERS + 1, RpcExpected.noJson());
    add("huge string", string, "a", many, RpcExpected.noJson());
    String method = "{\"jsonrpc\":\"2.0\",\"id\":#,\"method\":\"…\"}";
    add("huge method", method, "m", many, RpcExpected.noJson());
    String study =
        "{\"jsonrpc\":\"2.0\",\"id\":#,\"method\":\"study.best\",\"params\":{\"study\":\"…\"}}";
    // Two and three bytes in UTF-8, one character each.
    add("huge study", study, "é→", many / 5, RpcExpected.noJson());
    String id = "{\"jsonrpc\":\"2.0\",\"method\":\"rpc.hello\",\"id\":\"…\"}";
    add("huge id", id, "i", many, RpcExpected.noJson());
    String list = HELLO + ",\"params\":{\"p\":[…0]}}";
    add("21 million lists", list, "[],", 21 * MIB, RpcExpected.noJson());
    add("huge number", HELLO + ",\"params\":{\"p\":…}}", "1", 63 * MIB, RpcExpected.noJson());
    add("huge name", HELLO + ",\"params\":{\"…\":0}}", "k", 63 * MIB, RpcExpected.noJson());
  }

  /** A line that is mostly blank, so that nothing but its length is remarkable. */
  private void exactly(String kind, long length, RpcExpected expected) {
    String template = HELLO + ",\"params\":{\"p\":0…}}";
    int around = template.length() - 2 + Long.toString(nextId()).length();
    add(kind, template, " ", length - around, expected);
  }

  private void add(String kind, String template, String piece, long times, RpcExpected expected) {
    String whole = template.replace("#", Long.toString(nextId()));
    lines.add(RpcLine.filled(kind, whole, piece, times, expected));
  }

  private long nextId() {
    return FIRST_ID + lines.size();
  }
}

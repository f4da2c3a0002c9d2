package dev.luthier.cli;

import dev.luthier.json.JsonNull;
import dev.luthier.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lines of somebody who is broken, hostile, or does things in the wrong order; all that is random
 * comes from a seed. There is a study {@link #STUDY}, and one {@link #CLOSED} that was closed.
 */
final class RpcFlood {
  static final String STUDY = "flood";
  static final String CLOSED = "closed";

  /** What a value may be instead, from wrong types to what only looks wrong. */
  private static final List<String> INSTEAD =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "[1,2]",
          "{\"a\":1}",
          "\"\"",
          "\"x\"",
          "\"NaN\"",
          "-1",
          "0",
          "1.5",
          "3.0",
          "-1e300",
          "1e300",
          "9223372036854775807",
          "-9223372036854775808",
          "123456789012345678901234567890",
          "\"" + "long".repeat(100) + "\"");

  private static final List<String> NO_METHODS =
      List.of("", "study", "study.aks", "study.ask ", "STUDY.ASK", "rpc.helo", "stop", "ask");

  /** Bytes of which JSON is made, so that nonsense gets far. */
  private static final String JSON = "{}[]\",:0123456789.eE+-truefalsnu\\ aZ";

  private final Random random;
  private long lastId;

  RpcFlood(long seed) {
    this.random = new Random(seed);
  }

  /** A method and its parameters. */
  private record Call(String method, Map<String, Object> params) {}

  /** So many lines that are not blank, in a random order with blank ones in between. */
  List<RpcLine> lines(int count, List<RpcLine> special) {
    List<Supplier<RpcLine>> kinds =
        List.of(
            this::noise,
            this::scribble,
            this::cut,
            this::flipped,
            this::wrongMembers,
            this::wrongParams,
            this::nested,
            this::outOfOrder,
            this::untouched);
    // Each request wrong at a random place is one of its own; noise is always the same.
    int[] shares = {8, 8, 20, 24, 8, 16, 4, 10, 2};
    List<RpcLine> lines = new ArrayList<>(special);
    for (int i = 0; i < kinds.size(); i++) {
      int last = i == kinds.size() - 1 ? count : lines.size() + count * shares[i] / 100;
      while (lines.size() < Math.min(count, last)) {
        lines.add(kinds.get(i).get());
      }
    }
    for (int i = 0; i < count / 20; i++) {
      lines.add(RpcLine.of("blank", " \t\r".repeat(2).substring(random.nextInt(7))));
    }
    Collections.shuffle(lines, random);
    return lines;
  }

  private RpcLine noise() {
    byte[] bytes = new byte[1 + random.nextInt(300)];
    random.nextBytes(bytes);
    bytes[0] = (byte) random.nextInt(128, 256); // Not a blank line.
    return RpcLine.of("noise", withoutBreaks(bytes));
  }

  private RpcLine scribble() {
    StringBuilder text = new StringBuilder("?");
    text.setCharAt(0, JSON.charAt(random.nextInt(JSON.indexOf(' '))));
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(JSON.charAt(random.nextInt(JSON.length())));
    }
    return RpcLine.of("scribble", text.toString());
  }

  /** A request that ends somewhere in its middle. */
  private RpcLine cut() {
    String request = text(valid());
    return RpcLine.of("cut", request.substring(0, 1 + random.nextInt(request.length() - 1)));
  }

  private RpcLine flipped() {
    byte[] request = text(valid()).getBytes(StandardCharsets.UTF_8);
    request[random.nextInt(request.length)] = (byte) random.nextInt(256);
    return RpcLine.of("flipped", withoutBreaks(request));
  }

  private RpcLine untouched() {
    return RpcLine.of("untouched", text(valid()));
  }

  private RpcLine wrongMembers() {
    Map<String, String> members = members(valid());
    spoil(members);
    return RpcLine.of("members", spoilt(members));
  }

  private RpcLine wrongParams() {
    Call call = valid();
    Map<String, String> params = texts(call.params());
    spoil(params);
    Map<String, String> members = members(call);
    members.put("params", spoilt(params));
    return RpcLine.of("params", object(members));
  }

  /** Takes an entry away, makes it something else, or adds one. */
  private void spoil(Map<String, String> entries) {
    List<String> names = List.copyOf(entries.keySet());
    int what = random.nextInt(8);
    if (what == 0 || names.isEmpty()) {
      entries.put(List.of("extra", "Method", "ID", "numbers", "").get(random.nextInt(5)), "1");
    } else if (what <= 2) {
      entries.remove(names.get(random.nextInt(names.size())));
    } else {
      entries.put(
          names.get(random.nextInt(names.size())), INSTEAD.get(random.nextInt(INSTEAD.size())));
    }
  }

  /** As text; now and then with an entry that comes twice. */
  private String spoilt(Map<String, String> entries) {
    String text = object(entries);
    if (entries.isEmpty() || random.nextInt(8) > 0) {
      return text;
    }
    List<Map.Entry<String, String>> all = List.copyOf(entries.entrySet());
    Map.Entry<String, String> twice = all.get(random.nextInt(all.size()));
    return "{"
        + JsonWriter.write(twice.getKey())
        + ":"
        + twice.getValue()
        + ","
        + text.substring(1);
  }

  /** Brackets in brackets, 50 to 100,000 deep, most of them near the limit of 100. */
  private RpcLine nested() {
    int depth =
        random.nextBoolean()
            ? random.nextInt(90, 110)
            : (int) Math.round(50 * Math.pow(2_000, random.nextDouble()));
    boolean isObject = random.nextBoolean();
    String open = isObject ? "{\"a\":" : "[";
    if (random.nextInt(4) == 0) {
      return RpcLine.filled("nested", "…", open, depth, RpcExpected.noJson());
    }
    String closed = "0" + (isObject ? "}" : "]").repeat(depth);
    if (random.nextInt(3) > 0) {
      long id = nextId();
      String template =
          "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"rpc.hello\",\"params\":{\"p\":…";
      RpcExpected expected =
          depth + 2 <= 100 ? RpcExpected.error(id, -32_602, "p") : RpcExpected.noJson();
      return RpcLine.filled("nested", template + closed + "}}", open, depth, expected);
    }
    RpcExpected expected =
        depth > 100
            ? RpcExpected.noJson()
            : RpcExpected.error(JsonNull.NULL, -32_600, isObject ? "id" : "request");
    return RpcLine.filled("nested", "…" + closed, open, depth, expected);
  }

  private RpcLine outOfOrder() {
    Call call = valid();
    switch (random.nextInt(4)) {
      case 0 -> call.params().put("study", "nobody" + random.nextInt(10));
      case 1 -> call.params().put("study", CLOSED);
      case 2 -> {
        String method = NO_METHODS.get(random.nextInt(NO_METHODS.size()));
        call = new Call(method, call.params());
      }
      default -> {
        call = tell();
        call.params().put("number", random.nextLong(100_000));
      }
    }
    return RpcLine.of("out of order", text(call));
  }

  private Call valid() {
    return switch (random.nextInt(10)) {
      case 0 -> new Call("rpc.hello", new LinkedHashMap<>());
      case 1 -> new Call("study.list", new LinkedHashMap<>());
      case 2 -> study(random.nextBoolean() ? "study.best" : "study.front");
      // Not both: how many trials come in a time, nobody can foresee.
      case 3 ->
          random.nextBoolean()
              ? with(study("study.ask"), "count", 1 + random.nextInt(4))
              : with(study("study.ask"), "timeout_ms", 1_000);
      case 4 -> with(study("study.ask"), "count", 2, "key", "key " + random.nextInt(1_000));
      case 5 -> with(study("study.report"), "number", number(), "step", 3, "value", 0.25);
      case 6 -> with(study("study.trials"), "since", number(), "limit", 1 + random.nextInt(9));
      case 7 ->
          random.nextInt(4) > 0
              ? tell()
              : with(study("study.abandon"), "number", number(), "reason", "no time");
      default -> tell();
    };
  }

  private Call tell() {
    Call call = with(study("study.tell"), "number", number(), "key", "tell " + random.nextInt(9));
    return switch (random.nextInt(4)) {
      case 0 -> with(call, "state", "failed", "reason", "it broke");
      case 1 -> with(call, "state", "pruned", "reason", "not worth it");
      case 2 -> with(call, "values", 0.5, "stderr", 0.125);
      default -> with(call, "values", random.nextInt(4) * 0.25, "cost", 81.5);
    };
  }

  /** Some of them asked for long ago, some not yet. */
  private long number() {
    return random.nextInt(1_000);
  }

  private static Call study(String method) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("study", STUDY);
    return new Call(method, params);
  }

  /** Names and values in turn. */
  private static Call with(Call call, Object... more) {
    for (int i = 0; i < more.length; i += 2) {
      call.params().put(more[i].toString(), more[i + 1]);
    }
    return call;
  }

  private long nextId() {
    return ++lastId;
  }

  private String text(Call call) {
    return object(members(call));
  }

  private Map<String, String> members(Call call) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("jsonrpc", "\"2.0\"");
    members.put("id", String.valueOf(nextId()));
    members.put("method", JsonWriter.write(call.method()));
    members.put("params", object(texts(call.params())));
    return members;
  }

  private static Map<String, String> texts(Map<String, Object> params) {
    Map<String, String> texts = new LinkedHashMap<>();
    params.forEach((name, value) -> texts.put(name, JsonWriter.write(value)));
    return texts;
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> JsonWriter.write(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static byte[] withoutBreaks(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\n' ? (byte) '\t' : bytes[i];
    }
    return bytes;
  }
}

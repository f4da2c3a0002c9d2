package dev.luthier.cli;

import static java.util.Map.entry;

import dev.luthier.json.JsonException;
import dev.luthier.json.JsonNull;
import dev.luthier.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What docs/rpc.md says that the replies to a series of lines are, where each line may be anything.
 * It knows one study in memory of one unnamed value, without constraints or a budget, of which
 * nothing has been asked yet. Confined to one thread.
 */
final class RpcOracle {
  private static final Set<String> MEMBERS = Set.of("jsonrpc", "id", "method", "params");

  private static final Rule STUDY = required(String.class::isInstance);
  private static final Rule NUMBER = required(value -> isInteger(value, 0, Long.MAX_VALUE));
  private static final Rule KEY =
      optional(value -> value instanceof String key && !key.isEmpty() && key.length() <= 255);
  private static final Rule TEXT = optional(String.class::isInstance);
  private static final Rule NOT_NEGATIVE =
      optional(value -> JsonReader.number(value).orElse(-1) >= 0);

  private static final Map<String, Map<String, Rule>> METHODS =
      Map.ofEntries(
          entry("rpc.hello", Map.of()),
          entry("study.list", Map.of()),
          entry("study.best", Map.of("study", STUDY)),
          entry("study.front", Map.of("study", STUDY)),
          entry(
              "study.explain",
              Map.of(
                  "study",
                  STUDY,
                  "number",
                  optional(value -> isInteger(value, 0, Long.MAX_VALUE)))),
          entry(
              "study.ask",
              Map.of(
                  "study",
                  STUDY,
                  "count",
                  optional(value -> isInteger(value, 1, 10_000)),
                  "key",
                  KEY,
                  "timeout_ms",
                  optional(value -> isInteger(value, 0, Long.MAX_VALUE)))),
          entry(
              "study.tell",
              Map.of(
                  "study", STUDY,
                  "number", NUMBER,
                  "values", optional(RpcOracle::isNumber),
                  "state", optional(Set.of("completed", "failed", "pruned")::contains),
                  "stderr", NOT_NEGATIVE,
                  "cost", NOT_NEGATIVE,
                  "reason", TEXT,
                  "key", KEY)),
          entry(
              "study.report",
              Map.of(
                  "study",
                  STUDY,
                  "number",
                  NUMBER,
                  "step",
                  required(value -> isInteger(value, Long.MIN_VALUE, Long.MAX_VALUE)),
                  "value",
                  required(RpcOracle::isNumber))),
          entry("study.abandon", Map.of("study", STUDY, "number", NUMBER, "reason", TEXT)),
          entry(
              "study.trials",
              Map.of(
                  "study", STUDY,
                  "since", optional(value -> isInteger(value, 0, Long.MAX_VALUE)),
                  "limit", optional(value -> isInteger(value, 1, 10_000)))));

  private final String study;
  private final Set<String> closed;
  private final Set<Object> asked = new HashSet<>();

  /** How trials ended, by their number. */
  private final Map<Long, String> ended = new HashMap<>();

  /** The keys under which that was said. */
  private final Map<Long, Object> keys = new HashMap<>();

  private long trials;

  /**
   * Somebody who knows what has happened before the first line.
   *
   * @param closed studies that have been closed
   */
  RpcOracle(String study, Set<String> closed) {
    this.study = study;
    this.closed = closed;
  }

  /** Which values of a parameter are right. */
  private record Rule(boolean isRequired, Predicate<Object> isRight) {}

  /** The reply to the next line; empty when none may come, because the line is blank. */
  Optional<RpcExpected> expect(byte[] line) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      return Optional.of(RpcExpected.noJson());
    }
    if (text.matches("[ \t\r]*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          JsonReader.read(text) instanceof Map<?, ?> members
              ? request(members)
              : RpcExpected.error(JsonNull.NULL, -32_600, "request"));
    } catch (JsonException e) {
      return Optional.of(RpcExpected.noJson());
    }
  }

  private RpcExpected request(Map<?, ?> members) {
    Object id = members.get("id");
    Set<String> wrong = new TreeSet<>();
    if (!(id instanceof String || id instanceof Long)) {
      return RpcExpected.error(JsonNull.NULL, -32_600, "id");
    }
    if (!"2.0".equals(members.get("jsonrpc"))) {
      wrong.add("jsonrpc");
    }
    if (!(members.get("method") instanceof String)) {
      wrong.add("method");
    }
    members.keySet().stream()
        .map(Object::toString)
        .filter(name -> !MEMBERS.contains(name))
        .forEach(wrong::add);
    if (!wrong.isEmpty()) {
      return new RpcExpected(id, Map.of(-32_600L, wrong));
    }
    Map<String, Rule> rules = METHODS.get(String.valueOf(members.get("method")));
    Object params = members.containsKey("params") ? members.get("params") : JsonNull.NULL;
    if (params != JsonNull.NULL && !(params instanceof Map)) {
      // Whether the method is known may be looked at before or after.
      Map<Long, Set<String>> answers = new TreeMap<>(Map.of(-32_602L, Set.of("params")));
      if (rules == null) {
        answers.put(-32_601L, Set.of("method"));
      }
      return new RpcExpected(id, answers);
    }
    if (rules == null) {
      return RpcExpected.error(id, -32_601, "method");
    }
    Map<String, Object> given = new HashMap<>();
    if (params instanceof Map<?, ?> map) {
      map.forEach((name, value) -> given.put(name.toString(), value));
      given.values().removeIf(value -> value == JsonNull.NULL);
    }
    return new RpcExpected(id, answers(String.valueOf(members.get("method")), rules, given));
  }

  private Map<Long, Set<String>> answers(
      String method, Map<String, Rule> rules, Map<String, Object> given) {
    Set<String> wrong = new TreeSet<>(given.keySet());
    wrong.removeAll(rules.keySet());
    rules.forEach(
        (name, rule) -> {
          Object value = given.get(name);
          if (value == null ? rule.isRequired() : !rule.isRight().test(value)) {
            wrong.add(name);
          }
        });
    if (method.equals("study.tell")) {
      wrong.addAll(contradictions(given));
    }
    Map<Long, Set<String>> answers = new TreeMap<>();
    if (!wrong.isEmpty()) {
      answers.put(-32_602L, wrong);
    }
    if (rules.containsKey("study")
        && given.get("study") instanceof String name
        && !name.equals(study)) {
      answers.put(closed.contains(name) ? 4L : 1L, Set.of("study"));
    }
    if (rules.containsKey("number")
        && NUMBER.isRight().test(given.getOrDefault("number", JsonNull.NULL))
        && integer(given.get("number")) >= trials) {
      answers.put(2L, Set.of("number"));
    }
    if (answers.isEmpty()) {
      answers.put(carryOut(method, given) ? 0L : 3L, Set.of("number", ""));
    }
    return answers;
  }

  /** Parameters of a tell that do not go together. */
  private static Set<String> contradictions(Map<String, Object> given) {
    boolean isCompleted = given.getOrDefault("state", "completed").equals("completed");
    Set<String> forbidden =
        new TreeSet<>(isCompleted ? List.of("reason") : List.of("values", "stderr", "cost"));
    forbidden.retainAll(given.keySet());
    if (isCompleted && !given.containsKey("values")) {
      forbidden.add("values");
    }
    return forbidden;
  }

  /** What a request does. False when the trial was told otherwise before. */
  private boolean carryOut(String method, Map<String, Object> given) {
    switch (method) {
      case "study.ask" -> {
        if (!given.containsKey("key") || asked.add(given.get("key"))) {
          trials += integer(given.getOrDefault("count", 1L));
        }
      }
      case "study.tell", "study.abandon" -> {
        Long number = integer(given.get("number"));
        String end = end(method, given);
        String first = ended.putIfAbsent(number, end);
        if (first == null && given.containsKey("key")) {
          keys.put(number, given.get("key"));
        }
        boolean isUnderKey = given.containsKey("key") && given.get("key").equals(keys.get(number));
        return first == null || first.equals(end) || isUnderKey;
      }
      default -> {
        // It changes nothing that can be an error later.
      }
    }
    return true;
  }

  private static String end(String method, Map<String, Object> given) {
    Map<String, Object> words = new TreeMap<>(given);
    words.keySet().removeAll(Set.of("study", "number", "key"));
    words.replaceAll(
        (name, value) -> name.equals("state") || name.equals("reason") ? value : number(value));
    words.putIfAbsent("state", method.equals("study.tell") ? "completed" : "abandoned");
    return words.toString();
  }

  private static Object number(Object value) {
    return JsonReader.number(value).orElse(Double.NaN);
  }

  private static Rule required(Predicate<Object> isRight) {
    return new Rule(true, isRight);
  }

  private static Rule optional(Predicate<Object> isRight) {
    return new Rule(false, isRight);
  }

  private static boolean isNumber(Object value) {
    return JsonReader.number(value).isPresent();
  }

  /** As in JSON, where 3.0 and 3 are the same number. */
  private static boolean isInteger(Object value, long low, long high) {
    return switch (value) {
      case Long number -> number >= low && number <= high;
      case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p53 ->
          number >= low && number <= high;
      default -> false;
    };
  }

  private static long integer(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}

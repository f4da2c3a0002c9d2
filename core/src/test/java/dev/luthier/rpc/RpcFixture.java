package dev.luthier.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.rpc.RpcClient.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters to send, and a way into the replies. */
final class RpcFixture {
  /** A continuous parameter, so that no study runs out of configurations. */
  static final Map<String, Object> SPACE =
      Map.of("x", Map.of("type", "float", "low", 0, "high", 1));

  private RpcFixture() {}

  /** A study of one unnamed value. */
  static Map<String, Object> study(String name) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", name);
    params.put("directions", List.of("minimize"));
    params.put("strategy", Map.of("name", "random"));
    params.put("seed", 1);
    params.put("space", SPACE);
    return params;
  }

  static Map<String, Object> with(Map<String, ?> params, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(params);
    more.put(name, value);
    return more;
  }

  static Map<String, Object> without(Map<String, ?> params, String name) {
    Map<String, Object> less = new LinkedHashMap<>(params);
    less.remove(name);
    return less;
  }

  /** Part of a JSON value by its path: {@code trials.0.parameters.x}. */
  static Object at(Object json, String path) {
    Object value = json;
    for (String step : path.split("\\.", -1)) {
      Object next =
          value instanceof List<?> list
              ? list.get(Integer.parseInt(step))
              : object(value).get(step);
      if (next == null) {
        throw new AssertionError("no " + path + " in " + json);
      }
      value = next;
    }
    return value;
  }

  static Map<String, Object> object(Object json) {
    if (!(json instanceof Map<?, ?> map)) {
      throw new AssertionError("no object: " + json);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    map.forEach((key, value) -> object.put((String) key, value));
    return object;
  }

  static List<?> list(Object json, String path) {
    if (at(json, path) instanceof List<?> list) {
      return list;
    }
    throw new AssertionError("no list at " + path + " in " + json);
  }

  /** The numbers of the trials in an answer to an ask. */
  static List<Object> numbers(Map<String, Object> asked) {
    return list(asked, "trials").stream().<Object>map(trial -> at(trial, "number")).toList();
  }

  static void assertFault(long code, String field, Fault fault) {
    assertEquals(List.of(code, field), List.of(fault.code(), fault.field()), fault::toString);
  }
}

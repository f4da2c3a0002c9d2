package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line that the service wrote.
 *
 * @param id as it came back
 * @param result empty for an error
 */
record RpcReply(Object id, Map<?, ?> result, Optional<Fault> error) {
  /** Those whose errors have no {@code data}. */
  private static final Set<Long> WITHOUT_FIELD = Set.of(-32_700L, -32_603L);

  /** A value is shown with 200 characters and an ellipsis; a control character is six of them. */
  private static final int LONGEST_VALUE = 6 * 200 + 1;

  /**
   * An error.
   *
   * @param field empty where it is about none
   */
  record Fault(long code, String message, String field) {}

  /** The reply that a line is; fails when it is not of the form that is promised. */
  static RpcReply read(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    Map<String, Object> members = JsonReader.readObject(text);
    assertEquals("2.0", members.get("jsonrpc"), text);
    Object id = members.getOrDefault("id", "(missing)");
    if (members.get("result") instanceof Map<?, ?> result) {
      assertEquals(Set.of("jsonrpc", "id", "result"), members.keySet(), text);
      return new RpcReply(id, result, Optional.empty());
    }
    assertEquals(Set.of("jsonrpc", "id", "error"), members.keySet(), text);
    return new RpcReply(
        id, Map.of(), Optional.of(fault(assertInstanceOf(Map.class, members.get("error"), text))));
  }

  private static Fault fault(Map<?, ?> error) {
    String text = error.toString();
    long code = assertInstanceOf(Long.class, error.get("code"), text);
    String message = assertInstanceOf(String.class, error.get("message"), text);
    if (WITHOUT_FIELD.contains(code)) {
      assertEquals(Set.of("code", "message"), error.keySet(), text);
      return new Fault(code, message, "");
    }
    assertEquals(Set.of("code", "message", "data"), error.keySet(), text);
    Map<?, ?> data = assertInstanceOf(Map.class, error.get("data"), text);
    assertEquals(Set.of("field", "value", "reason"), data.keySet(), text);
    assertTrue(
        assertInstanceOf(String.class, data.get("value"), text).length() <= LONGEST_VALUE, text);
    assertInstanceOf(String.class, data.get("reason"), text);
    return new Fault(code, message, assertInstanceOf(String.class, data.get("field"), text));
  }

  /** A list of objects in the result. */
  List<Map<?, ?>> objects(String name) {
    List<Map<?, ?>> objects = new ArrayList<>();
    for (Object item : assertInstanceOf(List.class, result.get(name), toString())) {
      objects.add(assertInstanceOf(Map.class, item, toString()));
    }
    return objects;
  }

  /** Its code, 0 for a result. */
  long code() {
    return error.map(Fault::code).orElse(0L);
  }

  /** The wrong field; empty where there is none. */
  String field() {
    return error.map(Fault::field).orElse("");
  }
}

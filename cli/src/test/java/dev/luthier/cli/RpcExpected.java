package dev.luthier.cli;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonNull;
import java.util.Map;
import java.util.Set;

/**
 * The reply that must come to a line.
 *
 * @param answers the fields that may be named, for every code that may come; 0 is a result. Where a
 *     line is wrong in two ways, either may be said
 */
record RpcExpected(Object id, Map<Long, Set<String>> answers) {
  static RpcExpected error(Object id, long code, String... fields) {
    return new RpcExpected(id, Map.of(code, Set.of(fields)));
  }

  static RpcExpected noJson() {
    return error(JsonNull.NULL, -32_700, "");
  }

  boolean isMetBy(RpcReply reply) {
    return id.equals(reply.id())
        && answers.getOrDefault(reply.code(), Set.of()).stream()
            .anyMatch(field -> isWithin(reply.field(), shown(field)));
  }

  /** As Luthier shows it everywhere: no name may steer a terminal. */
  private static String shown(String field) {
    return new InvalidInputException(field, "", "").field();
  }

  private static boolean isWithin(String field, String expected) {
    return field.equals(expected)
        || (!expected.isEmpty()
            && (field.startsWith(expected + ".") || field.startsWith(expected + "[")));
  }
}

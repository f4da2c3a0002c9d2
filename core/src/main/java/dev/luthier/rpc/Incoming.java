package dev.luthier.rpc;

import dev.luthier.json.JsonNull;
import java.util.Map;
import java.util.Optional;

/** What a line turned out to be. */
sealed interface Incoming {
  /** A string or a {@code Long}; {@link JsonNull} where the line has none. */
  Object id();

  /** No request: answered with its error. */
  record Refused(Object id, RpcError error) implements Incoming {}

  /**
   * Something to do.
   *
   * @param weight about how many bytes of memory it takes while it waits
   * @param readAt {@link System#nanoTime} when it had been read
   */
  record Request(Object id, String method, Map<String, Object> params, long weight, long readAt)
      implements Incoming {

    /** Name of the study that it is about, if it is about one. */
    Optional<String> study() {
      String parameter = method.equals(StudyMethods.CREATE) ? "name" : "study";
      return params.get(parameter) instanceof String name ? Optional.of(name) : Optional.empty();
    }
  }
}

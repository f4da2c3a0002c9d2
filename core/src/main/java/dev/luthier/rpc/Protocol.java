package dev.luthier.rpc;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import dev.luthier.json.JsonFields;
import dev.luthier.rpc.Incoming.Request;
import dev.luthier.version.LuthierVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All methods by name. Thread-safe. */
final class Protocol {
  private static final long VERSION = 1;

  private final Map<String, Method> methods = new LinkedHashMap<>();

  Protocol(OpenStudies studies) {
    methods.put("rpc.hello", (parameters, _) -> hello(parameters));
    methods.putAll(new StudyMethods(studies).all());
    methods.putAll(new TrialMethods(studies).all());
  }

  /** What a method does. */
  @FunctionalInterface
  interface Method {
    /**
     * Takes the parameters it knows and returns what goes into the reply.
     *
     * @param readAt {@link System#nanoTime} when the request had been read
     */
    Map<String, Object> call(JsonFields parameters, long readAt);
  }

  /**
   * The result of a request.
   *
   * @throws RpcException when there is no such method, or it says so
   * @throws InvalidInputException when a parameter is missing or wrong
   * @throws dev.luthier.store.StoreException when the store of a study cannot be used
   */
  Map<String, Object> call(Request request) {
    Method method = methods.get(request.method());
    if (method == null) {
      throw new RpcException(
          ErrorCode.UNKNOWN_METHOD,
          "method",
          request.method(),
          "is not known" + Suggestion.question(request.method(), methods.keySet()));
    }
    return method.call(new JsonFields("", request.params()), request.readAt());
  }

  private Map<String, Object> hello(JsonFields parameters) {
    parameters.requireNoneLeft("in rpc.hello");
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("protocol", VERSION);
    result.put("version", LuthierVersion.current());
    result.put("methods", List.copyOf(methods.keySet()));
    return result;
  }
}

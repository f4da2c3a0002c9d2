package dev.luthier.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every parameter of every method, missing and as everything that it must not be: one reply, the
 * code and the field that are documented, nothing changed, and the study goes on.
 */
final class WrongParametersTest {
  static Stream<DocumentedParameter> parameters() {
    return DocumentedParameter.all();
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void everyValueIsEitherTakenOrRefusedByTheNameOfItsParameter(DocumentedParameter parameter)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    try (RpcClient client = RpcClient.start()) {
      ParameterProbe probe = new ParameterProbe(client, parameter);
      for (String value : DocumentedParameter.VALUES) {
        probe
            .mistakeOf(Optional.of(value), parameter.code(JsonReader.read(value)))
            .ifPresent(wrong::add);
      }
      long missing = parameter.required() ? -32602 : 0;
      long none = parameter.mayBeNull() ? missing : -32602;
      probe.mistakeOf(Optional.of("null"), none).ifPresent(wrong::add);
      if (!parameter.path().endsWith("]")) {
        // An item that is not there is no item.
        probe.mistakeOf(Optional.empty(), missing).ifPresent(wrong::add);
      }
      probe.end();
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void allMethodsAndTheirParametersAreInTheTable() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Set<Object> methods =
          new HashSet<>(RpcFixture.list(client.call("rpc.hello", Map.of()), "methods"));
      assertEquals(DocumentedParameter.GOOD.keySet(), methods);
      client.call("study.create", DocumentedParameter.STUDY);
      for (String method : DocumentedParameter.GOOD.keySet()) {
        Map<String, Object> request = ParameterProbe.request(client, method, good(method));
        for (String name : request.keySet()) {
          assertTrue(
              name.equals("budget")
                  || parameters().anyMatch(p -> p.method().equals(method) && p.path().equals(name)),
              method + " " + name);
        }
        client.call(method, request);
        if (method.equals("study.close")) {
          client.call("study.create", DocumentedParameter.STUDY);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rpc.hello, extra",
    "study.list, extra",
    "study.list, study",
    "study.create, extra",
    "study.create, study",
    "study.create, Store",
    "study.create, if_exists",
    "study.create, budget.extra",
    "study.create, budget.Trials",
    "study.create, pruner.extra",
    "study.create, strategy.extra",
    "study.create, strategy.options.extra",
    "study.create, space.x.extra",
    "study.create, space.x.choices",
    "study.ask, extra",
    "study.ask, timeout",
    "study.ask, Count",
    "study.tell, extra",
    "study.tell, value",
    "study.tell, values.extra",
    "study.tell, constraints.extra",
    "study.report, extra",
    "study.report, values",
    "study.report, key",
    "study.abandon, extra",
    "study.abandon, key",
    "study.enqueue, extra",
    "study.enqueue, parameters.extra",
    "study.add, extra",
    "study.add, trials[0].extra",
    "study.add, trials[0].number",
    "study.add, trials[0].parameters.extra",
    "study.add, trials[0].values.extra",
    "study.add, trials[0].constraints.extra",
    "study.trials, extra",
    "study.trials, count",
    "study.best, extra",
    "study.front, extra",
    "study.explain, extra",
    "study.explain, trial",
    "study.close, extra",
    "study.close, name"
  })
  void aNameThatIsNotKnownIsAnError(String method, String path) throws Exception {
    DocumentedParameter unknown =
        new DocumentedParameter(method, path, false, LegalValue.NOTHING, good(method));
    try (RpcClient client = RpcClient.start()) {
      ParameterProbe probe = new ParameterProbe(client, unknown);
      assertEquals(Optional.empty(), probe.mistakeOf(Optional.of("1"), -32602));
      probe.end();
    }
  }

  private static Map<String, Object> good(String method) {
    return DocumentedParameter.GOOD.getOrDefault(method, Map.of());
  }
}

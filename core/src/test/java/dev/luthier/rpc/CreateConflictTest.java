package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.assertFault;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static dev.luthier.rpc.RpcFixture.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.rpc.RpcClient.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When {@code study.create} gives no study, because there is another one of that name. */
final class CreateConflictTest {
  @TempDir private Path folder;

  /**
   * Another definition.
   *
   * @param field that is named for it
   */
  private record Change(String field, String parameter, Object value) {}

  static Stream<Change> changes() {
    Map<String, Object> x = Map.of("type", "float", "low", 0, "high", 1);
    Map<String, Object> c = Map.of("type", "categorical", "choices", List.of("a", "b"));
    return Stream.of(
        new Change("space.x", "space", Map.of("x", with(x, "high", 2), "c", c)),
        new Change("space.x", "space", Map.of("x", with(x, "step", 0.5), "c", c)),
        new Change("space.y", "space", Map.of("x", x, "y", x, "c", c)),
        new Change("space.x", "space", Map.of("c", c)),
        new Change("space.x", "space", Map.of("x", with(x, "when", Map.of("c", "a")), "c", c)),
        new Change("space", "forbidden", List.of(Map.of("c", "a"))),
        new Change("space", "linear", List.of("x <= 0.5")),
        new Change("objectives", "objectives", Map.of("loss", "maximize")),
        new Change("objectives", "objectives", Map.of("error", "minimize")),
        new Change("objectives", "objectives", ordered("loss", "minimize", "gain", "maximize")),
        new Change("constraints", "constraints", List.of()),
        new Change("constraints", "constraints", List.of("memory", "time")),
        new Change("strategy", "strategy", Map.of("name", "sobol")),
        new Change("strategy", "strategy", Map.of("name", "grid", "options", Map.of("points", 4))),
        new Change("seed", "seed", 2),
        new Change(
            "budget.trials", "budget", Map.of("trials", 9, "target", 1, "no_improvement", 5)),
        new Change(
            "budget.target", "budget", Map.of("trials", 10, "target", 2, "no_improvement", 5)),
        new Change(
            "budget.no_improvement",
            "budget",
            Map.of("trials", 10, "target", 1, "no_improvement", 4)));
  }

  private static Map<String, Object> ordered(String a, Object first, String b, Object second) {
    return with(with(Map.of(), a, first), b, second);
  }

  private static Map<String, Object> whole() {
    Map<String, Object> create = without(study("s"), "directions");
    create.put(
        "space",
        Map.of(
            "x",
            Map.of("type", "float", "low", 0, "high", 1),
            "c",
            Map.of("type", "categorical", "choices", List.of("a", "b"))));
    create.put("objectives", Map.of("loss", "minimize"));
    create.put("constraints", List.of("memory"));
    create.put("strategy", Map.of("name", "grid", "options", Map.of("points", 3)));
    create.put("budget", Map.of("trials", 10, "target", 1, "no_improvement", 5));
    return create;
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anotherDefinitionThanThatOfTheOpenStudyIsAConflict(Change change) throws Exception {
    Map<String, Object> changed = with(whole(), change.parameter(), change.value());
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", whole());
      assertConflict(change.field(), client.fault("study.create", changed));
      client.call("study.create", whole());
      client.call("study.ask", Map.of("study", "s"));
    }
  }

  @Test
  void anotherDefinitionThanThatOfAStudyInTheStoreIsAConflict() throws Exception {
    Map<String, Object> kept = with(whole(), "store", folder.resolve("s.db").toString());
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", kept);
      // Keeps the store open, so that it need not be opened again and again.
      client.call("study.create", with(kept, "name", "other"));
      client.call("study.close", Map.of("study", "s"));
      for (Change change : changes().toList()) {
        Map<String, Object> changed = with(kept, change.parameter(), change.value());
        assertConflict(change.field(), client.fault("study.create", changed));
        assertFault(4, "study", client.fault("study.ask", Map.of("study", "s")));
      }
      client.call("study.create", kept);
      client.call("study.ask", Map.of("study", "s"));
    }
  }

  private static void assertConflict(String field, Fault fault) {
    assertFault(5, field, fault);
    assertTrue(fault.reason().startsWith("study s was "), fault.reason());
  }

  @Test
  void theFirstObjectiveDecidesSoTheirOrderIsPartOfTheDefinition() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> create = without(study("s"), "directions");
      client.call(
          "study.create", with(create, "objectives", ordered("a", "minimize", "b", "maximize")));
      assertFault(
          5,
          "objectives",
          client.fault(
              "study.create",
              with(create, "objectives", ordered("b", "maximize", "a", "minimize"))));
    }
  }

  @Test
  void anotherStoreIsAConflict() throws Exception {
    String store = folder.resolve("s.db").toString();
    String other = folder.resolve("t.db").toString();
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      Fault fault = client.fault("study.create", with(study("s"), "store", store));
      assertFault(5, "store", fault);
      assertEquals(store, fault.value());
      client.call("study.create", with(study("t"), "store", store));
      assertFault(5, "store", client.fault("study.create", study("t")));
      assertFault(5, "store", client.fault("study.create", with(study("t"), "store", other)));
      assertFalse(Files.exists(Path.of(other)), "and it is not even made");
    }
  }

  @Test
  void whatMustNotExistIsAConflictWhereverItIs() throws Exception {
    String store = folder.resolve("s.db").toString();
    Map<String, Object> fresh = with(study("s"), "ifExists", "fail");
    Map<String, Object> stored = with(fresh, "store", store);
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", fresh);
      Fault fault = client.fault("study.create", fresh);
      assertFault(5, "name", fault);
      assertEquals("s", fault.value());
      assertFault(5, "name", client.fault("study.create", stored));
      assertFault(5, "name", client.fault("study.create", with(fresh, "seed", 2)));
      client.call("study.close", Map.of("study", "s"));
      client.call("study.create", stored);
      assertFault(5, "name", client.fault("study.create", stored));
      client.call("study.close", Map.of("study", "s"));
      assertFault(5, "name", client.fault("study.create", stored));
      client.call("study.create", with(stored, "name", "t"));
      client.call("study.create", fresh);
    }
  }
}

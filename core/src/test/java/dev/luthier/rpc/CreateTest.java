package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.assertFault;
import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.numbers;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static dev.luthier.rpc.RpcFixture.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonNull;
import dev.luthier.rpc.RpcClient.Fault;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code study.create} and {@code study.close}: which study one gets, and for how long. */
final class CreateTest {
  @TempDir private Path folder;

  @Test
  void theAnswerIsTheNameAndTheNumberOfTrials() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      assertEquals(Map.of("study", "s", "trials", 0L), client.call("study.create", study("s")));
      client.call("study.ask", Map.of("study", "s", "count", 3));
      assertEquals(Map.of("study", "s", "trials", 3L), client.call("study.create", study("s")));
    }
  }

  @Test
  void whatIsLeftOutHasTheDefaultsOfAStudyFile() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> least = without(without(study("s"), "strategy"), "seed");
      client.call("study.create", least);
      Map<String, Object> most = with(least, "strategy", Map.of("name", "gp"));
      most.put("seed", 0);
      most.put("constraints", List.of());
      most.put("forbidden", List.of());
      most.put("linear", List.of());
      most.put("budget", Map.of());
      most.put("ifExists", "resume");
      client.call("study.create", most);
      assertFault(5, "seed", client.fault("study.create", with(most, "seed", 1)));
    }
  }

  @Test
  void anEqualDefinitionInOtherWordsIsTheSameStudy() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> x = new LinkedHashMap<>();
      x.put("type", "float");
      x.put("low", 1);
      x.put("high", 2);
      Map<String, Object> space = new LinkedHashMap<>();
      space.put("x", x);
      space.put("c", Map.of("type", "bool"));
      client.call("study.create", with(study("s"), "space", space));
      Map<String, Object> turned = new LinkedHashMap<>();
      turned.put("c", Map.of("type", "bool"));
      turned.put("x", Map.of("high", 2.0, "low", 1.0, "scale", "linear", "type", "float"));
      Map<String, Object> again = with(study("s"), "space", turned);
      again.put("seed", 1.0);
      client.call("study.create", again);
    }
  }

  @Test
  void aStudyHasEitherObjectivesOrDirections() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> none = without(study("s"), "directions");
      assertFault(-32602, "objectives", client.fault("study.create", none));
      Map<String, Object> both = with(study("s"), "objectives", Map.of("a", "minimize"));
      assertFault(-32602, "objectives", client.fault("study.create", both));
      Map<String, Object> two = with(study("s"), "directions", List.of("minimize", "maximize"));
      client.call("study.create", two);
      client.call("study.ask", Map.of("study", "s"));
      client.call("study.tell", Map.of("study", "s", "number", 0, "values", List.of(1, 2)));
      assertEquals(
          Map.of("value_0", 1.0, "value_1", 2.0),
          at(client.call("study.best", Map.of("study", "s")), "trial.values"));
    }
  }

  @Test
  void aStudyBeginsWithOthersOfItsStore() throws Exception {
    String store = folder.resolve("s.db").toString();
    Map<String, Object> young =
        with(with(study("young"), "store", store), "strategy", Map.of("name", "gp"));
    Map<String, Object> warm = with(young, "warm_start", List.of("old"));
    try (RpcClient client = RpcClient.start()) {
      Fault none = client.fault("study.create", warm);
      assertFault(-32602, "warm_start", none);
      assertEquals("is not in this store, which has []", none.reason());
      client.call("study.create", with(study("old"), "store", store));
      client.call("study.ask", Map.of("study", "old"));
      Fault nothing = client.fault("study.create", warm);
      assertFault(-32602, "warm_start", nothing);
      assertTrue(nothing.reason().startsWith("has no trial to learn from"), nothing.reason());
      client.call("study.tell", Map.of("study", "old", "number", 0, "values", 1));
      client.call("study.create", warm);
      client.call("study.tell", Map.of("study", "old", "number", 0, "values", 1));
      client.call("study.create", warm);
      assertFault(5, "warm_start", client.fault("study.create", young));
      client.call("study.close", Map.of("study", "young"));
      assertFault(5, "warm_start", client.fault("study.create", young));
      assertEquals(Map.of("study", "young", "trials", 0L), client.call("study.create", warm));
      client.call("study.ask", Map.of("study", "old"));
      client.call("study.ask", Map.of("study", "young"));
    }
  }

  @Test
  void aNameHasAtMost255Characters() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("x".repeat(255)));
      client.call("study.create", study("\ud83d\ude00".repeat(255)));
      assertFault(-32602, "name", client.fault("study.create", study("x".repeat(256))));
      assertFault(-32602, "name", client.fault("study.create", study(" \t")));
    }
  }

  @Test
  void whatEvaluatesTrialsIsNoPartOfIt() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> file = with(study("s"), "objective", Map.of("command", "true"));
      assertFault(-32602, "objective", client.fault("study.create", file));
    }
  }

  @Test
  void aBudgetMayGrowAndMoreMayBeAskedFor() throws Exception {
    String store = folder.resolve("s.db").toString();
    Map<String, Object> create = with(study("s"), "store", store);
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", with(create, "budget", Map.of("trials", 2)));
      Map<String, Object> two = client.call("study.ask", Map.of("study", "s", "count", 5));
      assertEquals(List.of(0L, 1L), numbers(two));
      assertEquals("budget", two.get("done"));
      assertEquals(
          Map.of("study", "s", "trials", 2L),
          client.call("study.create", with(create, "budget", Map.of("trials", 3))));
      Map<String, Object> third = client.call("study.ask", Map.of("study", "s", "count", 5));
      assertEquals(List.of(2L), numbers(third));
      assertEquals("budget", third.get("done"));
      client.call("study.close", Map.of("study", "s"));
      assertFault(
          5,
          "budget.trials",
          client.fault("study.create", with(create, "budget", Map.of("trials", 2))));
      client.call("study.create", create);
      Map<String, Object> more = client.call("study.ask", Map.of("study", "s", "count", 5));
      assertEquals(List.of(3L, 4L, 5L, 6L, 7L), numbers(more), "without a limit now");
      assertEquals(JsonNull.NULL, more.get("done"));
      assertFault(
          5,
          "budget.trials",
          client.fault("study.create", with(create, "budget", Map.of("trials", 100))));
    }
  }

  @Test
  void whatOnlyMattersToThoseWhoRunTrialsChangesNothing() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> budget =
          Map.of("parallelism", 1, "timeout", "1ms", "trial_timeout", 0.001, "trials", 10);
      client.call("study.create", with(study("s"), "budget", budget));
      for (int i = 0; i < 3; i++) {
        assertEquals(1, numbers(client.call("study.ask", Map.of("study", "s"))).size());
      }
      client.call("study.create", with(study("s"), "budget", Map.of("trials", 10)));
    }
  }

  @Test
  void trialsThatWereAskedForBeforeTheProcessEndedAreStillOnesOwnToTell() throws Exception {
    Map<String, Object> create = with(study("s"), "store", folder.resolve("s.db").toString());
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      client.call("study.ask", Map.of("study", "s", "count", 2));
    }
    try (RpcClient client = RpcClient.start()) {
      assertEquals(Map.of("study", "s", "trials", 2L), client.call("study.create", create));
      Map<String, Object> tell = Map.of("study", "s", "number", 1, "values", 0.5);
      assertEquals(Map.of("state", "completed"), client.call("study.tell", tell));
      assertEquals(1L, at(client.call("study.best", Map.of("study", "s")), "trial.number"));
      assertEquals(List.of(2L), numbers(client.call("study.ask", Map.of("study", "s"))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "study.ask",
        "study.tell",
        "study.report",
        "study.abandon",
        "study.enqueue",
        "study.add",
        "study.trials",
        "study.best",
        "study.front",
        "study.explain",
        "study.close"
      })
  void aStudyIsUnknownUntilItIsCreatedAndClosedOnceItIsClosed(String method) throws Exception {
    Map<String, Object> params =
        switch (method) {
          case "study.tell" -> Map.of("study", "digits", "number", 0, "values", 1);
          case "study.report" -> Map.of("study", "digits", "number", 0, "step", 1, "value", 1);
          case "study.abandon" -> Map.of("study", "digits", "number", 0);
          case "study.enqueue" -> Map.of("study", "digits", "parameters", Map.of("x", 0.5));
          case "study.add" -> Map.of("study", "digits", "trials", List.of());
          default -> Map.of("study", "digits");
        };
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("digit"));
      Fault unknown = client.fault(method, params);
      assertFault(1, "study", unknown);
      assertEquals("digits", unknown.value());
      assertTrue(unknown.reason().endsWith("did you mean digit?"), unknown.reason());
      client.call("study.create", study("digits"));
      client.call("study.ask", Map.of("study", "digits"));
      client.call("study.close", Map.of("study", "digits"));
      Fault closed = client.fault(method, params);
      assertFault(4, "study", closed);
      assertEquals("digits", closed.value());
      client.call("study.create", study("digits"));
      client.call("study.ask", Map.of("study", "digits"));
      client.call(method, params);
    }
  }

  @Test
  void closingAnswersWithTheNameAndFreesAStudyWithoutAStoreForGood() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      client.call("study.ask", Map.of("study", "s", "key", "k"));
      assertEquals(Map.of("study", "s"), client.call("study.close", Map.of("study", "s")));
      assertEquals(Map.of("studies", List.of()), client.call("study.list", Map.of()));
      Map<String, Object> other = with(study("s"), "seed", 99);
      assertEquals(Map.of("study", "s", "trials", 0L), client.call("study.create", other));
    }
  }

  @Test
  void everyStudyThatWasClosedIsRemembered() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      for (int i = 0; i < 200; i++) {
        client.call("study.create", study("s" + i));
        client.call("study.close", Map.of("study", "s" + i));
      }
      for (int i = 0; i < 200; i++) {
        assertFault(4, "study", client.fault("study.ask", Map.of("study", "s" + i)));
      }
      assertEquals(Map.of("studies", List.of()), client.call("study.list", Map.of()));
    }
  }
}

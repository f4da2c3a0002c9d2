package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.assertFault;
import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.list;
import static dev.luthier.rpc.RpcFixture.numbers;
import static dev.luthier.rpc.RpcFixture.object;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonNull;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code study.ask}: which trials come, how many, and why no more do. */
final class AskTest {
  private static final Map<String, Object> ASK = Map.of("study", "s");

  @TempDir private Path folder;

  @Test
  void theAnswerHasNumbersAndParametersAndSaysWhetherItIsDone() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      Map<String, Object> asked = client.call("study.ask", ASK);
      assertEquals(Set.of("trials", "done"), asked.keySet());
      assertEquals(1, list(asked, "trials").size(), "one if nothing is said");
      assertEquals(Set.of("number", "parameters"), object(at(asked, "trials.0")).keySet());
      assertEquals(0L, at(asked, "trials.0.number"));
      assertEquals(Set.of("x"), object(at(asked, "trials.0.parameters")).keySet());
      assertEquals(JsonNull.NULL, asked.get("done"));
    }
  }

  @Test
  void asManyComeAsWereAskedFor() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      assertEquals(List.of(0L, 1L, 2L), numbers(client.call("study.ask", with(ASK, "count", 3))));
      assertEquals(List.of(3L, 4L), numbers(client.call("study.ask", with(ASK, "count", 2.0))));
      Map<String, Object> most = client.call("study.ask", with(ASK, "count", 10_000));
      assertEquals(10_000, numbers(most).size());
      assertFault(-32602, "count", client.fault("study.ask", with(ASK, "count", 10_001)));
      assertFault(-32602, "count", client.fault("study.ask", with(ASK, "count", 0)));
    }
  }

  @Test
  void enqueuedOnesComeFirst() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      for (double x : new double[] {0.25, 0.75}) {
        client.call("study.enqueue", Map.of("study", "s", "parameters", Map.of("x", x)));
      }
      Map<String, Object> asked = client.call("study.ask", with(ASK, "count", 3));
      assertEquals(List.of(0L, 1L, 2L), numbers(asked));
      assertEquals(0.25, at(asked, "trials.0.parameters.x"));
      assertEquals(0.75, at(asked, "trials.1.parameters.x"));
    }
  }

  @Test
  void parametersHasTheActiveOnesOnly() throws Exception {
    Map<String, Object> momentum =
        Map.of("type", "float", "low", 0, "high", 1, "when", Map.of("optimizer", "sgd"));
    Map<String, Object> optimizer =
        Map.of("type", "categorical", "choices", List.of("sgd", "adam"));
    Map<String, Object> kinds =
        Map.of(
            "optimizer", optimizer,
            "momentum", momentum,
            "width", Map.of("type", "int", "low", 1, "high", 1_000_000),
            "flag", Map.of("type", "bool"),
            "batch", Map.of("type", "ordinal", "values", List.of(16, 32.5, "all")),
            "epochs", Map.of("type", "fixed", "value", 20));
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", with(study("s"), "space", kinds));
      Map<String, Object> asked = client.call("study.ask", with(ASK, "count", 50));
      Set<Set<String>> shapes = new HashSet<>();
      for (Object trial : list(asked, "trials")) {
        Map<String, Object> parameters = object(at(trial, "parameters"));
        assertEquals("sgd".equals(parameters.get("optimizer")), parameters.containsKey("momentum"));
        assertTrue(parameters.get("width") instanceof Long, "an integer stays one");
        assertTrue(parameters.get("flag") instanceof Boolean);
        assertTrue(List.of(16L, 32.5, "all").contains(parameters.get("batch")));
        assertEquals(20L, parameters.get("epochs"));
        shapes.add(parameters.keySet());
      }
      assertEquals(2, shapes.size(), "both were seen");
    }
  }

  @Test
  void fewerComeNearTheEndOfTheBudgetAndTheAnswerSaysSo() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", with(study("s"), "budget", Map.of("trials", 5)));
      assertEquals(JsonNull.NULL, client.call("study.ask", with(ASK, "count", 3)).get("done"));
      Map<String, Object> rest = client.call("study.ask", with(ASK, "count", 3));
      assertEquals(List.of(3L, 4L), numbers(rest));
      assertEquals("budget", rest.get("done"));
      assertEquals(Map.of("trials", List.of(), "done", "budget"), client.call("study.ask", ASK));
      client.call("study.tell", Map.of("study", "s", "number", 0, "values", 1));
      assertEquals("budget", client.call("study.ask", ASK).get("done"));
    }
  }

  @Test
  void aStudyIsExhaustedWhenEveryConfigurationHasBeenTried() throws Exception {
    Map<String, Object> four = Map.of("n", Map.of("type", "int", "low", 1, "high", 4));
    Map<String, Object> create = with(study("s"), "space", four);
    for (String strategy : List.of("gp", "grid", "random", "sobol")) {
      try (RpcClient client = RpcClient.start()) {
        client.call("study.create", with(create, "strategy", Map.of("name", strategy)));
        assertEquals(1, numbers(client.call("study.ask", ASK)).size());
        Map<String, Object> rest = client.call("study.ask", with(ASK, "count", 10));
        assertEquals(List.of(1L, 2L, 3L), numbers(rest));
        assertEquals("exhausted", rest.get("done"));
        assertEquals(
            Map.of("trials", List.of(), "done", "exhausted"), client.call("study.ask", ASK));
      }
    }
  }

  @Test
  void aStudyIsDoneWhenTheTargetIsReached() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", with(study("s"), "budget", Map.of("target", 0.5)));
      client.call("study.ask", with(ASK, "count", 2));
      client.call("study.tell", Map.of("study", "s", "number", 0, "values", 0.6));
      assertEquals(JsonNull.NULL, client.call("study.ask", ASK).get("done"));
      client.call("study.tell", Map.of("study", "s", "number", 1, "values", 0.5));
      assertEquals(Map.of("trials", List.of(), "done", "target"), client.call("study.ask", ASK));
      assertEquals(
          Map.of("state", "failed"),
          client.call("study.tell", Map.of("study", "s", "number", 2, "state", "failed")),
          "what still runs may be told");
    }
  }

  @Test
  void aStudyIsDoneWhenNothingHasImprovedForTooLong() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", with(study("s"), "budget", Map.of("no_improvement", 2)));
      for (int i = 0; i < 3; i++) {
        assertEquals(JsonNull.NULL, client.call("study.ask", ASK).get("done"));
        client.call("study.tell", Map.of("study", "s", "number", i, "values", i));
      }
      assertEquals(Map.of("trials", List.of(), "done", "budget"), client.call("study.ask", ASK));
    }
  }

  @Test
  void withTimeoutZeroThereIsOneTrialAtLeastAndWithTimeEnoughAllOfThem() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      Map<String, Object> ask = with(ASK, "count", 10_000);
      Map<String, Object> one = client.call("study.ask", with(ask, "timeout_ms", 0));
      assertEquals(List.of(0L), numbers(one));
      assertEquals(JsonNull.NULL, one.get("done"), "more may be asked for");
      for (long limit : new long[] {600_000, Long.MAX_VALUE}) {
        Map<String, Object> some =
            client.call("study.ask", with(with(ASK, "count", 100), "timeout_ms", limit));
        assertEquals(100, numbers(some).size());
      }
      assertFault(-32602, "timeout_ms", client.fault("study.ask", with(ASK, "timeout_ms", -1)));
    }
  }

  @Test
  void aTimeoutReachesTheSearchAndTheLogSaysAfterHowManyRounds() throws Exception {
    Path file = folder.resolve("s.db");
    Map<String, Object> create = with(study("s"), "store", file.toString());
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", with(create, "strategy", Map.of("name", "gp")));
      for (int i = 0; i < 10; i++) {
        Map<String, Object> ask = i < 8 ? ASK : with(with(ASK, "count", 5), "timeout_ms", 0);
        assertEquals(List.of((long) i), numbers(client.call("study.ask", ask)));
        client.call("study.tell", Map.of("study", "s", "number", i, "values", Math.cos(9.0 * i)));
      }
    }
    List<OptionalInt> rounds = new ArrayList<>();
    try (SqliteStore store = SqliteStore.open(file, Clock.systemUTC())) {
      for (StoredEvent stored : store.find("s").orElseThrow().read(0, 1_000)) {
        if (stored.event() instanceof TrialProposed proposed) {
          rounds.add(proposed.rounds());
        }
      }
    }
    List<OptionalInt> expected = new ArrayList<>(Collections.nCopies(8, OptionalInt.empty()));
    expected.addAll(Collections.nCopies(2, OptionalInt.of(1)));
    assertEquals(expected, rounds);
  }

  @Test
  void aRepeatedKeyGivesTheSameTrialsWhateverHasBecomeOfThem() throws Exception {
    Map<String, Object> ask = with(with(ASK, "count", 3), "key", "k");
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      client.call("study.ask", ASK);
      Map<String, Object> first = client.call("study.ask", ask);
      assertEquals(List.of(1L, 2L, 3L), numbers(first));
      assertEquals(first, client.call("study.ask", ask));
      client.call("study.tell", Map.of("study", "s", "number", 1, "values", 1));
      client.call("study.tell", Map.of("study", "s", "number", 2, "state", "failed"));
      client.call("study.abandon", Map.of("study", "s", "number", 3));
      assertEquals(first, client.call("study.ask", ask));
      assertEquals(first, client.call("study.ask", with(ask, "count", 1)), "whatever count says");
      assertEquals(first, client.call("study.ask", with(ask, "count", 10)));
      assertEquals(first, client.call("study.ask", with(ask, "timeout_ms", 0)));
      assertEquals(
          List.of(4L, 5L, 6L), numbers(client.call("study.ask", with(ask, "key", "other"))));
      client.call("study.create", study("t"));
      assertEquals(
          List.of(0L, 1L, 2L),
          numbers(client.call("study.ask", with(ask, "study", "t"))),
          "another study has keys of its own");
    }
  }

  @Test
  void aRepeatedKeyTakesNothingFromTheBudget() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", with(study("s"), "budget", Map.of("trials", 2)));
      for (int i = 0; i < 5; i++) {
        assertEquals(List.of(0L), numbers(client.call("study.ask", with(ASK, "key", "k"))));
      }
      assertEquals(List.of(1L), numbers(client.call("study.ask", ASK)));
      assertEquals(List.of(0L), numbers(client.call("study.ask", with(ASK, "key", "k"))));
    }
  }

  @Test
  void aRepeatedKeyGivesTheSameTrialsAfterClosingAndAfterARestart() throws Exception {
    Map<String, Object> create = with(study("s"), "store", folder.resolve("s.db").toString());
    Map<String, Object> ask = with(with(ASK, "count", 3), "key", "k");
    Map<String, Object> first;
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      first = client.call("study.ask", ask);
      client.call("study.tell", Map.of("study", "s", "number", 0, "values", 1));
      client.call("study.close", Map.of("study", "s"));
      client.call("study.create", create);
      assertEquals(first, client.call("study.ask", ask));
    }
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      assertEquals(first, client.call("study.ask", with(ask, "count", 1)));
      assertEquals(List.of(3L), numbers(client.call("study.ask", ASK)));
    }
  }

  @Test
  void aKeyHasOneTo255CharactersOfAnyKind() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      Set<Object> seen = new HashSet<>();
      for (String key :
          List.of("k".repeat(255), " ", "0/k", "k/0", "a\nb", "\u0000", "\ud83d\ude00", "?")) {
        Object number = at(client.call("study.ask", with(ASK, "key", key)), "trials.0.number");
        assertTrue(seen.add(number), key);
        assertEquals(
            number, at(client.call("study.ask", with(ASK, "key", key)), "trials.0.number"));
      }
      assertFault(-32602, "key", client.fault("study.ask", with(ASK, "key", "k".repeat(256))));
      assertFault(-32602, "key", client.fault("study.ask", with(ASK, "key", "")));
    }
  }

  @Test
  void theSameSeedAndHistoryGiveTheSameProposals() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      client.call("study.create", study("t"));
      client.call("study.create", with(study("u"), "seed", 2));
      Map<String, Object> asked = client.call("study.ask", with(ASK, "count", 4));
      Map<String, Object> ask = Map.of("study", "t", "count", 4);
      assertEquals(asked, client.call("study.ask", ask));
      assertNotEquals(asked, client.call("study.ask", with(ask, "study", "u")));
    }
  }
}

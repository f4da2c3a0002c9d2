package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.assertFault;
import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.list;
import static dev.luthier.rpc.RpcFixture.numbers;
import static dev.luthier.rpc.RpcFixture.object;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static dev.luthier.rpc.RpcFixture.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonNull;
import dev.luthier.json.JsonReader;
import dev.luthier.rpc.RpcClient.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code study.enqueue} and {@code study.add}: trials that no strategy has proposed. */
final class EnqueueAddTest {
  private static final Map<String, Object> SPACE =
      Map.of(
          "x", Map.of("type", "float", "low", 0, "high", 1),
          "n", Map.of("type", "int", "low", 1, "high", 9),
          "c", Map.of("type", "categorical", "choices", List.of("a", "b")),
          "m", Map.of("type", "float", "low", 0, "high", 1, "when", Map.of("c", "a")));
  private static final Map<String, Object> PARAMETERS = Map.of("x", 0.5, "n", 3, "c", "b");
  private static final Map<String, Object> ENQUEUE = Map.of("study", "s", "parameters", PARAMETERS);

  @TempDir private Path folder;

  @Test
  void anEnqueuedConfigurationIsTheNextTrial() throws Exception {
    try (RpcClient client = withStudy()) {
      client.call("study.ask", Map.of("study", "s"));
      assertEquals(Map.of("number", 1L), client.call("study.enqueue", ENQUEUE));
      assertEquals(Map.of("number", 2L), client.call("study.enqueue", ENQUEUE), "as often as said");
      Map<String, Object> asked = client.call("study.ask", Map.of("study", "s", "count", 2));
      assertEquals(List.of(1L, 2L), numbers(asked));
      assertEquals(Map.of("x", 0.5, "n", 3L, "c", "b"), at(asked, "trials.0.parameters"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"x":0.5,"n":3}                 | parameters.c
          {"x":0.5,"n":3,"c":"a"}         | parameters.m
          {"x":0.5,"n":3,"c":"b","m":0.5} | parameters.m
          {"x":0.5,"n":3,"c":"b","y":1}   | parameters.y
          {"x":2,"n":3,"c":"b"}           | parameters.x
          {"x":"NaN","n":3,"c":"b"}       | parameters.x
          {"x":"0.5","n":3,"c":"b"}       | parameters.x
          {"x":0.5,"n":3.5,"c":"b"}       | parameters.n
          {"x":0.5,"n":0,"c":"b"}         | parameters.n
          {"x":0.5,"n":9223372036854775808,"c":"b"} | parameters.n
          {"x":0.5,"n":3,"c":"z"}         | parameters.c
          {"x":0.5,"n":3,"c":["b"]}       | parameters.c
          {"x":0.5,"n":3,"c":{}}          | parameters.c
          {"x":true,"n":3,"c":"b"}        | parameters.x
          {}                              | parameters.c
          """)
  void everyActiveParameterNeedsAValueThatItHas(String parameters, String field) throws Exception {
    Object given = JsonReader.read(parameters);
    try (RpcClient client = withStudy()) {
      assertFault(
          -32602, field, client.fault("study.enqueue", Map.of("study", "s", "parameters", given)));
      Map<String, Object> good = Map.of("parameters", PARAMETERS, "values", 1);
      List<Object> trials = List.of(good, with(good, "parameters", given), good);
      assertFault(
          -32602,
          "trials[1]." + field,
          client.fault("study.add", Map.of("study", "s", "trials", trials)));
      assertEquals(List.of(), trials(client), "nothing was taken");
    }
  }

  @Test
  void whatIsForbiddenIsRefused() throws Exception {
    Map<String, Object> create =
        with(with(study("s"), "space", SPACE), "forbidden", List.of(Map.of("c", "b", "n", 3)));
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      Fault fault = client.fault("study.enqueue", ENQUEUE);
      assertEquals(-32602, fault.code());
      assertTrue(fault.field().startsWith("parameters"), fault.field());
      Fault added = client.fault("study.add", add(Map.of("parameters", PARAMETERS, "values", 1)));
      assertEquals(-32602, added.code());
      assertTrue(added.field().startsWith("trials[0].parameters"), added.field());
    }
  }

  @Test
  void anEnqueuedConfigurationWithAKeyIsEnqueuedOnce() throws Exception {
    Map<String, Object> create = stored();
    Map<String, Object> enqueue = with(ENQUEUE, "key", "k");
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      assertEquals(Map.of("number", 0L), client.call("study.enqueue", enqueue));
      assertEquals(Map.of("number", 0L), client.call("study.enqueue", enqueue));
      Map<String, Object> other = with(enqueue, "parameters", with(PARAMETERS, "x", 0.25));
      assertEquals(Map.of("number", 0L), client.call("study.enqueue", other), "whatever it says");
      assertEquals(
          Map.of("number", 1L), client.call("study.enqueue", with(enqueue, "key", "other")));
      assertEquals(
          List.of(0L), numbers(client.call("study.ask", Map.of("study", "s", "key", "k"))));
      client.call("study.tell", Map.of("study", "s", "number", 0, "values", 1));
      assertEquals(Map.of("number", 0L), client.call("study.enqueue", enqueue), "it is finished");
      client.call("study.close", Map.of("study", "s"));
      client.call("study.create", create);
      assertEquals(Map.of("number", 0L), client.call("study.enqueue", enqueue));
    }
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      assertEquals(Map.of("number", 0L), client.call("study.enqueue", enqueue));
      assertEquals(2, trials(client).size());
    }
  }

  @Test
  void addedTrialsAreFinishedAndUseUpNoBudget() throws Exception {
    Map<String, Object> create =
        with(with(study("s"), "space", SPACE), "budget", Map.of("trials", 1));
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      Map<String, Object> trial = Map.of("parameters", PARAMETERS, "values", 3);
      assertEquals(Map.of("numbers", List.of(0L, 1L)), client.call("study.add", add(trial, trial)));
      assertEquals(Map.of("numbers", List.of(2L)), client.call("study.add", add(trial)));
      assertEquals("completed", at(trials(client).getFirst(), "state"));
      assertEquals(Map.of("value", 3.0), at(trials(client).getFirst(), "values"));
      Map<String, Object> asked = client.call("study.ask", Map.of("study", "s", "count", 2));
      assertEquals(List.of(3L), numbers(asked));
      assertEquals("budget", asked.get("done"));
      assertEquals(0L, at(client.call("study.best", Map.of("study", "s")), "trial.number"));
    }
  }

  @Test
  void addedTrialsAreLearntFrom() throws Exception {
    Map<String, Object> two = Map.of("c", Map.of("type", "categorical", "choices", List.of(1, 2)));
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", with(study("s"), "space", two));
      client.call("study.add", add(Map.of("parameters", Map.of("c", 2), "values", 3)));
      Map<String, Object> asked = client.call("study.ask", Map.of("study", "s", "count", 2));
      assertEquals(1, numbers(asked).size(), "the other one has been tried");
      assertEquals(Map.of("c", 1L), at(asked, "trials.0.parameters"));
      assertEquals("exhausted", asked.get("done"));
    }
  }

  @Test
  void theWordsOfAnAddedTrialMeanWhatTheyMeanInATell() throws Exception {
    Map<String, Object> create =
        with(with(study("s"), "space", SPACE), "constraints", List.of("memory"));
    Map<String, Object> trial =
        Map.of(
            "parameters",
            PARAMETERS,
            "values",
            List.of("Infinity"),
            "stderr",
            0.5,
            "cost",
            2,
            "constraints",
            Map.of("memory", 1));
    Map<String, Object> failed =
        Map.of("parameters", PARAMETERS, "state", "failed", "reason", "out of memory");
    Map<String, Object> pruned =
        with(Map.of("parameters", PARAMETERS, "state", "pruned"), "values", JsonNull.NULL);
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      client.call("study.add", add(trial, failed, pruned));
      List<?> trials = trials(client);
      assertEquals("Infinity", at(trials.get(0), "values.value"));
      assertEquals(0.5, at(trials.get(0), "stderr"));
      assertEquals(2.0, at(trials.get(0), "cost"));
      assertEquals(Map.of("memory", 1.0), at(trials.get(0), "constraints"));
      assertEquals("out of memory", at(trials.get(1), "failure.message"));
      assertEquals("told", at(trials.get(1), "failure.kind"));
      assertEquals("pruned", at(trials.get(2), "state"));
      assertRefused(client, "values", without(trial, "values"));
      assertRefused(client, "values.b", with(trial, "values", Map.of("value", 1, "b", 2)));
      assertRefused(client, "values[0]", with(trial, "values", List.of("x")));
      assertRefused(client, "stderr", with(trial, "stderr", -1));
      assertRefused(client, "cost", with(trial, "cost", "NaN"));
      assertRefused(client, "constraints", without(trial, "constraints"));
      assertRefused(client, "constraints.memory", with(trial, "constraints", Map.of()));
      assertRefused(client, "state", with(trial, "state", "running"));
      assertRefused(client, "reason", with(trial, "reason", "why"));
      assertRefused(client, "values", with(failed, "values", 1));
      assertRefused(client, "number", with(trial, "number", 7));
      assertRefused(client, "parameters", without(trial, "parameters"));
      assertRefused(client, "parameters", with(trial, "parameters", List.of()));
      assertEquals(3, trials(client).size());
    }
  }

  @Test
  void notANumberIsRefusedWhereItStands() throws Exception {
    Map<String, Object> create =
        with(with(study("s"), "space", SPACE), "constraints", List.of("memory"));
    Map<String, Object> trial =
        Map.of("parameters", PARAMETERS, "values", 1, "constraints", Map.of("memory", 1));
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      assertRefused(client, "values", with(trial, "values", "NaN"));
      assertRefused(client, "values", with(trial, "values", List.of("NaN")));
      assertRefused(client, "values", with(trial, "values", Map.of("value", "NaN")));
      assertRefused(client, "constraints", with(trial, "constraints", Map.of("memory", "NaN")));
      assertEquals(List.of(), trials(client));
    }
  }

  /** Refused with a field of the second trial, or something in it; nothing is taken. */
  private static void assertRefused(RpcClient client, String field, Map<String, Object> trial) {
    Map<String, Object> good = Map.of("parameters", PARAMETERS, "state", "failed");
    Fault fault = client.fault("study.add", add(good, trial));
    assertEquals(-32602, fault.code());
    String whole = "trials[1]." + field;
    assertTrue(
        fault.field().equals(whole)
            || fault.field().startsWith(whole + ".")
            || fault.field().startsWith(whole + "["),
        fault::toString);
  }

  @Test
  void itemsAreObjects() throws Exception {
    try (RpcClient client = withStudy()) {
      for (Object item : List.of(1, "x", true, List.of(), JsonNull.NULL)) {
        Map<String, Object> add = Map.of("study", "s", "trials", List.of(item));
        assertFault(-32602, "trials[0]", client.fault("study.add", add));
      }
    }
  }

  @Test
  void anAdditionWithAKeyIsMadeOnce() throws Exception {
    Map<String, Object> create = stored();
    Map<String, Object> trial = Map.of("parameters", PARAMETERS, "values", 3);
    Map<String, Object> three = with(add(trial, trial, trial), "key", "three");
    Map<String, Object> one = with(add(trial), "key", "one");
    Map<String, Object> both = Map.of("numbers", List.of(1L, 2L, 3L));
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      client.call("study.add", add(trial));
      for (int i = 0; i < 2; i++) {
        assertEquals(both, client.call("study.add", three));
        assertEquals(Map.of("numbers", List.of(4L)), client.call("study.add", one));
      }
      assertEquals(both, client.call("study.add", with(one, "key", "three")), "whatever it says");
      client.call("study.close", Map.of("study", "s"));
      client.call("study.create", create);
      assertEquals(both, client.call("study.add", three));
    }
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      assertEquals(both, client.call("study.add", three));
      assertEquals(Map.of("numbers", List.of(4L)), client.call("study.add", one));
      assertEquals(5, trials(client).size());
    }
  }

  @Test
  void anEmptyAdditionHasNoNumbers() throws Exception {
    try (RpcClient client = withStudy()) {
      assertEquals(Map.of("numbers", List.of()), client.call("study.add", add()));
      Map<String, Object> keyed = with(add(), "key", "k");
      for (int i = 0; i < 2; i++) {
        assertEquals(Map.of("numbers", List.of()), client.call("study.add", keyed));
      }
      assertEquals(List.of(), trials(client));
    }
  }

  @Test
  void manyTrialsComeInAtOnce() throws Exception {
    try (RpcClient client = withStudy()) {
      List<Object> trials = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        trials.add(Map.of("parameters", with(PARAMETERS, "x", i / 5_000.0), "values", i));
      }
      Map<String, Object> added =
          client.call("study.add", Map.of("study", "s", "trials", trials, "key", "k"));
      assertEquals(5_000, list(added, "numbers").size());
      assertEquals(4_999L, list(added, "numbers").getLast());
      assertEquals(added, client.call("study.add", with(add(), "key", "k")));
      assertEquals(List.of(5_000L), numbers(client.call("study.ask", Map.of("study", "s"))));
    }
  }

  private static RpcClient withStudy() throws IOException {
    RpcClient client = RpcClient.start();
    client.call("study.create", with(study("s"), "space", SPACE));
    return client;
  }

  private Map<String, Object> stored() {
    Map<String, Object> create = with(study("s"), "space", SPACE);
    return with(create, "store", folder.resolve("s.db").toString());
  }

  private static Map<String, Object> add(Object... trials) {
    return Map.of("study", "s", "trials", List.of(trials));
  }

  private static List<?> trials(RpcClient client) {
    return list(object(client.call("study.trials", Map.of("study", "s"))), "trials");
  }
}

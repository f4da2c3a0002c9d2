package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.assertFault;
import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.numbers;
import static dev.luthier.rpc.RpcFixture.object;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static dev.luthier.rpc.RpcFixture.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonReader;
import dev.luthier.rpc.RpcClient.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code study.tell}: how a trial ended, said once and for all. */
final class TellTest {
  private static final Map<String, Object> TELL = Map.of("study", "s", "number", 0);
  private static final Map<String, Object> COMPLETED = Map.of("state", "completed");
  private static final Map<String, Object> FAILED = Map.of("state", "failed");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"accuracy":0.93} | {"accuracy":0.93}
          [0.93]            | {"accuracy":0.93}
          0.93              | {"accuracy":0.93}
          {"accuracy":"Infinity"} | {"accuracy":"Infinity"}
          ["-Infinity"]     | {"accuracy":"-Infinity"}
          "Infinity"        | {"accuracy":"Infinity"}
          1                 | {"accuracy":1.0}
          -0.0              | {"accuracy":-0.0}
          1e308             | {"accuracy":1e308}
          9223372036854775808 | {"accuracy":9223372036854775808.0}
          """)
  void theValueOfASingleObjectiveMayBeWrittenInThreeForms(String values, String recorded)
      throws Exception {
    try (RpcClient client = withTrial(of("accuracy"))) {
      Map<String, Object> tell = with(TELL, "values", JsonReader.read(values));
      assertEquals(COMPLETED, client.call("study.tell", tell));
      assertEquals(JsonReader.read(recorded), at(trial(client, 0), "values"));
    }
  }

  @Test
  void valuesInAListAreInTheOrderOfTheObjectives() throws Exception {
    try (RpcClient client = withTrial(of("z", "a"))) {
      assertEquals(COMPLETED, client.call("study.tell", with(TELL, "values", List.of(1, 2))));
      assertEquals(Map.of("z", 1.0, "a", 2.0), at(trial(client, 0), "values"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1}           | values.z
          {"z":1,"a":2,"b":3} | values.b
          {"z":1,"a":null}  | values.a
          {"z":1,"a":"x"}   | values.a
          {"z":1,"a":[2]}   | values.a
          [1]               | values
          [1,2,3]           | values
          [1,"x"]           | values[1]
          [true,2]          | values[0]
          [1,null]          | values[1]
          1                 | values
          "NaN"             | values
          """)
  void severalObjectivesNeedANumberEach(String values, String field) throws Exception {
    try (RpcClient client = withTrial(of("z", "a"))) {
      Map<String, Object> tell = with(TELL, "values", JsonReader.read(values));
      assertFault(-32602, field, client.fault("study.tell", tell));
      assertFault(-32602, "values", client.fault("study.tell", TELL));
      assertEquals("running", at(trial(client, 0), "state"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"NaN\"", "NaN", "[NaN]", "{\"accuracy\":\"NaN\"}"})
  void notANumberMakesTheTrialFail(String values) throws Exception {
    try (RpcClient client = withTrial(of("accuracy"))) {
      Map<String, Object> tell = with(TELL, "values", JsonReader.read(values));
      assertEquals(FAILED, client.call("study.tell", tell));
      assertEquals("not_a_number", at(trial(client, 0), "failure.kind"));
      assertEquals(FAILED, client.call("study.tell", tell), "said again");
      assertFault(3, "number", client.fault("study.tell", with(TELL, "values", 1)));
    }
  }

  @Test
  void failedAndPrunedHaveNoValuesAndAReason() throws Exception {
    try (RpcClient client = withTrial(of("accuracy"))) {
      client.call("study.ask", Map.of("study", "s", "count", 3));
      Map<String, Object> failed = with(with(TELL, "state", "failed"), "reason", "out of memory");
      assertEquals(FAILED, client.call("study.tell", failed));
      assertEquals(
          Map.of("kind", "told", "message", "out of memory"), at(trial(client, 0), "failure"));
      Map<String, Object> pruned = Map.of("study", "s", "number", 1, "state", "pruned");
      assertEquals(
          Map.of("state", "pruned"), client.call("study.tell", with(pruned, "reason", "slow")));
      assertEquals("slow", at(trial(client, 1), "reason"));
      for (String name : List.of("values", "stderr", "cost")) {
        Map<String, Object> both = with(with(pruned, "number", 2), name, 1);
        assertFault(-32602, name, client.fault("study.tell", both));
        assertFault(-32602, name, client.fault("study.tell", with(both, "state", "failed")));
      }
      Map<String, Object> reason = Map.of("study", "s", "number", 2, "reason", "why");
      assertFault(-32602, "reason", client.fault("study.tell", with(reason, "values", 1)));
      assertEquals(
          FAILED,
          client.call("study.tell", Map.of("study", "s", "number", 2, "state", "failed")),
          "a reason may be left out");
      assertFault(
          -32602,
          "state",
          client.fault("study.tell", Map.of("study", "s", "number", 3, "state", "abandoned")));
    }
  }

  @Test
  void standardErrorCostAndConstraintsAreRecorded() throws Exception {
    Map<String, Object> create = with(of("loss"), "constraints", List.of("memory", "time"));
    Map<String, Object> bounds = Map.of("memory", -1.5, "time", "Infinity");
    try (RpcClient client = withTrial(create)) {
      Map<String, Object> tell = new LinkedHashMap<>(TELL);
      tell.put("state", "completed");
      tell.put("values", 0.5);
      tell.put("stderr", 0.25);
      tell.put("cost", 81.5);
      assertFault(-32602, "constraints", client.fault("study.tell", tell));
      assertFault(
          -32602,
          "constraints.time",
          client.fault("study.tell", with(tell, "constraints", Map.of("memory", 1))));
      assertFault(
          -32602,
          "constraints.space",
          client.fault("study.tell", with(tell, "constraints", with(bounds, "space", 1))));
      assertEquals(COMPLETED, client.call("study.tell", with(tell, "constraints", bounds)));
      Map<String, Object> told = trial(client, 0);
      assertEquals(0.25, told.get("stderr"));
      assertEquals(81.5, told.get("cost"));
      assertEquals(bounds, told.get("constraints"));
    }
  }

  @Test
  void neitherStandardErrorNorCostIsNegativeAndNeitherIsNotANumber() throws Exception {
    try (RpcClient client = withTrial(of("loss"))) {
      Map<String, Object> tell = with(TELL, "values", 1);
      for (String name : List.of("stderr", "cost")) {
        for (Object wrong : List.of(-1, -1e-300, "NaN", "-Infinity", "1")) {
          assertFault(-32602, name, client.fault("study.tell", with(tell, name, wrong)));
        }
      }
      assertFault(
          -32602,
          "constraints",
          client.fault("study.tell", with(tell, "constraints", Map.of("memory", 1))));
      assertEquals(COMPLETED, client.call("study.tell", with(with(tell, "stderr", 0), "cost", 0)));
    }
  }

  @Test
  void sayingTheSameAgainIsAnsweredAsTheFirstTimeAndSomethingElseIsAnError() throws Exception {
    try (RpcClient client = withTrial(of("loss"))) {
      Map<String, Object> tell = with(with(TELL, "values", 0.5), "cost", 3);
      assertEquals(COMPLETED, client.call("study.tell", tell));
      assertEquals(COMPLETED, client.call("study.tell", tell));
      assertEquals(
          COMPLETED, client.call("study.tell", with(tell, "values", List.of(0.5))), "other words");
      for (Map<String, Object> other :
          List.of(
              with(tell, "values", 0.25),
              with(tell, "cost", 4),
              without(tell, "cost"),
              with(TELL, "state", "failed"),
              with(TELL, "state", "pruned"))) {
        Fault fault = client.fault("study.tell", other);
        assertFault(3, "number", fault);
        assertEquals("0", fault.value());
        assertTrue(fault.reason().contains("completed with {\"loss\":0.5}"), fault.reason());
      }
      assertFault(3, "number", client.fault("study.abandon", TELL));
      assertEquals(0.5, at(trial(client, 0), "values.loss"), "the first word stands");
    }
  }

  @Test
  void underTheKeyOfTheFirstTellAnythingIsAnsweredAsTheFirstTime() throws Exception {
    Map<String, Object> create = with(study("s"), "store", folder.resolve("s.db").toString());
    Map<String, Object> tell = with(with(TELL, "values", 0.5), "key", "k");
    try (RpcClient client = withTrial(create)) {
      client.call("study.ask", Map.of("study", "s"));
      assertEquals(COMPLETED, client.call("study.tell", tell));
      assertUnderKey(client, tell);
      Map<String, Object> other = with(tell, "number", 1);
      assertEquals(
          COMPLETED,
          client.call("study.tell", with(other, "values", 7)),
          "of another trial it is another tell");
      assertEquals(7.0, at(trial(client, 1), "values.value"));
    }
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      assertUnderKey(client, tell);
    }
  }

  private static void assertUnderKey(RpcClient client, Map<String, Object> tell) {
    assertEquals(COMPLETED, client.call("study.tell", tell));
    assertEquals(COMPLETED, client.call("study.tell", with(tell, "values", 0.25)));
    assertEquals(
        COMPLETED,
        client.call("study.tell", with(without(tell, "values"), "state", "failed")),
        "as the first time");
    assertFault(
        3, "number", client.fault("study.tell", with(with(tell, "values", 1), "key", "other")));
    assertFault(3, "number", client.fault("study.tell", without(with(tell, "values", 1), "key")));
    assertEquals(0.5, at(trial(client, 0), "values.value"));
  }

  @Test
  void aTellHasItsOwnKeys() throws Exception {
    try (RpcClient client = withTrial(of("loss"))) {
      Map<String, Object> ask = Map.of("study", "s", "key", "k");
      assertEquals(List.of(1L), numbers(client.call("study.ask", ask)));
      assertEquals(COMPLETED, client.call("study.tell", with(with(TELL, "values", 1), "key", "k")));
      assertEquals(List.of(1L), numbers(client.call("study.ask", ask)));
      assertFault(
          -32602,
          "key",
          client.fault("study.tell", with(with(TELL, "values", 1), "key", "k".repeat(256))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"study.tell", "study.report", "study.abandon"})
  void aTrialThatNobodyHasAskedForIsUnknown(String method) throws Exception {
    Map<String, Object> params =
        switch (method) {
          case "study.tell" -> with(TELL, "values", 1);
          case "study.report" -> with(with(TELL, "step", 1), "value", 1);
          default -> TELL;
        };
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      Fault none = client.fault(method, params);
      assertFault(2, "number", none);
      assertEquals("0", none.value());
      assertFault(2, "number", client.fault(method, with(params, "number", Long.MAX_VALUE)));
      client.call("study.enqueue", Map.of("study", "s", "parameters", Map.of("x", 0.5)));
      assertFault(2, "number", client.fault(method, params));
      assertEquals("pending", at(trial(client, 0), "state"));
      client.call("study.ask", Map.of("study", "s"));
      client.call(method, params);
    }
  }

  @Test
  void aTrialFromElsewhereWasToldWithIt() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      client.call(
          "study.add",
          Map.of(
              "study",
              "s",
              "trials",
              List.of(Map.of("parameters", Map.of("x", 0.5), "values", 3))));
      assertEquals(COMPLETED, client.call("study.tell", with(TELL, "values", 3)));
      assertFault(3, "number", client.fault("study.tell", with(TELL, "values", 4)));
      assertEquals(
          Map.of("stop", true),
          client.call("study.report", with(with(TELL, "step", 1), "value", 1)));
    }
  }

  /** A service that has a study, of which one trial has been asked for. */
  private static RpcClient withTrial(Map<String, Object> create) throws IOException {
    RpcClient client = RpcClient.start();
    client.call("study.create", create);
    client.call("study.ask", Map.of("study", "s"));
    return client;
  }

  /** A study with these objectives, in this order. */
  private static Map<String, Object> of(String... objectives) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (String objective : objectives) {
      named.put(objective, "minimize");
    }
    return with(without(study("s"), "directions"), "objectives", named);
  }

  private static Map<String, Object> trial(RpcClient client, long number) {
    return object(
        at(
            client.call("study.trials", Map.of("study", "s", "since", number, "limit", 1)),
            "trials.0"));
  }
}

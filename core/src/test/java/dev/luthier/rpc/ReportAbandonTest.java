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
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.luthier.json.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code study.report} and {@code study.abandon}: what is said of a trial before it is told. */
final class ReportAbandonTest {
  private static final Map<String, Object> TRIAL = Map.of("study", "s", "number", 0);

  @TempDir private Path folder;

  @Test
  void aReportIsKeptAndSaysWhetherToStop() throws Exception {
    try (RpcClient client = withTrial(of("loss"))) {
      Map<String, Object> report = with(with(TRIAL, "step", 1), "value", 0.5);
      assertEquals(Map.of("stop", false), client.call("study.report", report));
      client.call("study.report", with(with(report, "step", -2), "value", "NaN"));
      client.call("study.report", with(with(report, "step", 3.0), "value", "-Infinity"));
      List<Map<String, Object>> expected =
          List.of(
              Map.of("step", 1L, "values", Map.of("loss", 0.5)),
              Map.of("step", -2L, "values", Map.of("loss", "NaN")),
              Map.of("step", 3L, "values", Map.of("loss", "-Infinity")));
      assertEquals(expected, list(trial(client, 0), "measurements"));
      client.call("study.tell", with(TRIAL, "values", 1));
      assertEquals(Map.of("stop", true), client.call("study.report", report), "it has ended");
      assertEquals(expected, list(trial(client, 0), "measurements"), "and is as it was told");
      client.call("study.ask", Map.of("study", "s"));
      client.call("study.abandon", with(TRIAL, "number", 1));
      assertEquals(Map.of("stop", true), client.call("study.report", with(report, "number", 1)));
    }
  }

  @Test
  void thePrunersReasonComesWithTheReplyAndAgainWhenItIsRepeated() throws Exception {
    Map<String, Object> pruner =
        Map.of("name", "patience", "patience", 1, "of", Map.of("name", "threshold", "upper", 4));
    try (RpcClient client = withTrial(with(of("loss"), "pruner", pruner))) {
      Map<String, Object> report = with(with(TRIAL, "step", 1), "value", 5);
      assertEquals(Map.of("stop", false), client.call("study.report", report));
      String reason =
          "patience: no better than 5.0 in 1 reports, up to step 2;"
              + " threshold: 5.0 at step 2, above 4.0";
      Map<String, Object> stop = Map.of("stop", true, "reason", reason);
      assertEquals(stop, client.call("study.report", with(report, "step", 2)));
      assertEquals(stop, client.call("study.report", with(report, "step", 2)), "a lost reply");
      assertEquals(2, list(trial(client, 0), "measurements").size());
      client.call("study.tell", with(with(TRIAL, "state", "pruned"), "reason", reason));
      assertEquals(reason, trial(client, 0).get("reason"));
      assertEquals(Map.of("stop", true), client.call("study.report", with(report, "step", 3)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "\"NaN\"", "\"Infinity\""})
  void theSameReportAgainChangesNothing(String value) throws Exception {
    try (RpcClient client = withTrial(of("loss"))) {
      Map<String, Object> report = with(with(TRIAL, "step", 1), "value", JsonReader.read(value));
      for (int i = 0; i < 3; i++) {
        assertEquals(Map.of("stop", false), client.call("study.report", report));
      }
      assertEquals(1, list(trial(client, 0), "measurements").size());
      client.call("study.report", with(report, "step", 2));
      assertEquals(2, list(trial(client, 0), "measurements").size());
    }
  }

  @Test
  void theSameReportAgainChangesNothingAfterAnotherOneEither() throws Exception {
    try (RpcClient client = withTrial(of("loss"))) {
      Map<String, Object> report = with(with(TRIAL, "step", 1), "value", 0.5);
      client.call("study.report", report);
      client.call("study.report", with(report, "step", 2));
      client.call("study.report", report);
      assertEquals(2, list(trial(client, 0), "measurements").size());
    }
  }

  @Test
  void reportsComeBackWithTheStudy() throws Exception {
    Map<String, Object> create = with(study("s"), "store", folder.resolve("s.db").toString());
    Map<String, Object> report = with(with(TRIAL, "step", 1), "value", 0.5);
    try (RpcClient client = withTrial(create)) {
      client.call("study.ask", Map.of("study", "s"));
      client.call("study.report", report);
      client.call("study.tell", Map.of("study", "s", "number", 1, "values", 1));
    }
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", create);
      assertEquals(1, list(trial(client, 0), "measurements").size());
      assertEquals(Map.of("stop", false), client.call("study.report", report));
      assertEquals(1, list(trial(client, 0), "measurements").size());
    }
  }

  @Test
  void anAbandonedTrialCountsNotAgainstTheBudget() throws Exception {
    try (RpcClient client = withTrial(with(study("s"), "budget", Map.of("trials", 1)))) {
      Map<String, Object> ask = Map.of("study", "s");
      assertEquals(List.of(), numbers(client.call("study.ask", ask)));
      assertEquals(Map.of("state", "abandoned"), client.call("study.abandon", TRIAL));
      assertEquals(Map.of("state", "abandoned"), client.call("study.abandon", TRIAL), "again");
      assertEquals(List.of(1L), numbers(client.call("study.ask", ask)));
      Map<String, Object> why = Map.of("study", "s", "number", 1, "reason", "power cut");
      assertEquals(Map.of("state", "abandoned"), client.call("study.abandon", why));
      assertEquals("power cut", at(trial(client, 1), "reason"));
      assertFalse(String.valueOf(trial(client, 0).get("reason")).isBlank());
      assertFault(3, "number", client.fault("study.tell", with(TRIAL, "values", 1)));
      assertFault(3, "number", client.fault("study.abandon", with(why, "reason", "other")));
    }
  }

  @Test
  void aTrialsTimesAreThoseOfAskingAndTelling() throws Exception {
    try (RpcClient client = withTrial(of("loss"))) {
      Map<String, Object> running = trial(client, 0);
      assertEquals(
          Set.of("number", "state", "parameters", "worker", "start", "lease_until"),
          running.keySet());
      client.call("study.tell", with(TRIAL, "values", 1));
      Map<String, Object> told = trial(client, 0);
      assertEquals(
          Set.of("number", "state", "parameters", "values", "worker", "start", "end"),
          told.keySet());
      assertEquals(running.get("start"), told.get("start"));
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

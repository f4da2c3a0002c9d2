package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.assertFault;
import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.list;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static dev.luthier.rpc.RpcFixture.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonNull;
import dev.luthier.json.JsonWriter;
import dev.luthier.transfer.TrialJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code study.trials}, {@code study.best}, {@code study.front}, {@code study.explain} and {@code
 * study.list} change nothing.
 */
final class ReadingTest {
  private static final Map<String, Object> STUDY = Map.of("study", "s");

  @TempDir private Path folder;

  @Test
  void trialsComeInPages() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      assertEquals(
          Map.of("trials", List.of(), "next", JsonNull.NULL), client.call("study.trials", STUDY));
      client.call("study.ask", with(STUDY, "count", 25));
      List<Object> seen = new ArrayList<>();
      Object next = 0L;
      List<Object> sizes = new ArrayList<>();
      while (next instanceof Long since) {
        Map<String, Object> page =
            client.call("study.trials", with(with(STUDY, "since", since), "limit", 10));
        list(page, "trials").forEach(trial -> seen.add(at(trial, "number")));
        sizes.add(list(page, "trials").size());
        next = at(page, "next");
      }
      assertEquals(List.of(10, 10, 5), sizes);
      assertEquals(25, seen.size());
      for (int i = 0; i < 25; i++) {
        assertEquals((long) i, seen.get(i));
      }
    }
  }

  @Test
  void thePageThatEndsWithTheLastTrialIsTheLast() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      client.call("study.ask", with(STUDY, "count", 20));
      Map<String, Object> page = with(STUDY, "limit", 10);
      assertEquals(10L, client.call("study.trials", page).get("next"));
      assertEquals(JsonNull.NULL, client.call("study.trials", with(page, "since", 10)).get("next"));
      for (long beyond : new long[] {20, 21, Long.MAX_VALUE}) {
        assertEquals(
            Map.of("trials", List.of(), "next", JsonNull.NULL),
            client.call("study.trials", with(page, "since", beyond)));
      }
    }
  }

  @Test
  void aPageHasAThousandTrialsIfNothingIsSaidAndTenThousandAtMost() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      client.call("study.ask", with(STUDY, "count", 10_000));
      client.call("study.ask", STUDY);
      Map<String, Object> page = client.call("study.trials", STUDY);
      assertEquals(1_000, list(page, "trials").size());
      assertEquals(1_000L, page.get("next"));
      Map<String, Object> most = client.call("study.trials", with(STUDY, "limit", 10_000));
      assertEquals(10_000, list(most, "trials").size());
      assertEquals(10_000L, most.get("next"));
      assertFault(-32602, "limit", client.fault("study.trials", with(STUDY, "limit", 10_001)));
      assertFault(-32602, "limit", client.fault("study.trials", with(STUDY, "limit", 0)));
      assertFault(-32602, "since", client.fault("study.trials", with(STUDY, "since", -1)));
    }
  }

  @Test
  void everyTrialIsTheObjectThatExportsHave() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      client.call("study.ask", with(STUDY, "count", 5));
      client.call("study.report", with(with(with(STUDY, "number", 0), "step", 1), "value", "NaN"));
      Map<String, Object> first = with(with(STUDY, "number", 0), "values", "-Infinity");
      client.call("study.tell", with(with(first, "stderr", 0.5), "cost", 2));
      client.call("study.tell", with(with(STUDY, "number", 1), "state", "failed"));
      client.call("study.tell", with(with(STUDY, "number", 2), "state", "pruned"));
      client.call("study.abandon", with(STUDY, "number", 3));
      client.call("study.enqueue", with(STUDY, "parameters", Map.of("x", 0.5)));
      List<?> trials = list(client.call("study.trials", STUDY), "trials");
      List<Object> states = new ArrayList<>();
      for (Object trial : trials) {
        Map<String, Object> json = RpcFixture.object(trial);
        states.add(json.get("state"));
        assertEquals(
            JsonWriter.write(json), JsonWriter.write(TrialJson.write(TrialJson.read("t", json))));
      }
      assertEquals(
          List.of("completed", "failed", "pruned", "abandoned", "running", "pending"), states);
    }
  }

  @Test
  void theBestTrialIsTheFeasibleOneWithTheBestFirstObjective() throws Exception {
    Map<String, Object> objectives = new LinkedHashMap<>();
    objectives.put("z", "maximize");
    objectives.put("a", "minimize");
    Map<String, Object> create = with(without(study("s"), "directions"), "objectives", objectives);
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", with(create, "constraints", List.of("memory")));
      Map<String, Object> none = Map.of("trial", JsonNull.NULL);
      assertEquals(none, client.call("study.best", STUDY));
      client.call("study.ask", with(STUDY, "count", 5));
      assertEquals(none, client.call("study.best", STUDY));
      tell(client, 0, 10, 1e-9);
      assertEquals(none, client.call("study.best", STUDY), "it is not feasible");
      client.call("study.tell", with(with(STUDY, "number", 1), "state", "failed"));
      assertEquals(none, client.call("study.best", STUDY));
      tell(client, 2, 5, 0);
      assertEquals(2L, at(client.call("study.best", STUDY), "trial.number"));
      tell(client, 3, 7, -1);
      Map<String, Object> best = client.call("study.best", STUDY);
      assertEquals(3L, at(best, "trial.number"));
      tell(client, 4, 7, -1);
      assertEquals(best, client.call("study.best", STUDY), "the first of equals");
      assertEquals(
          at(client.call("study.trials", with(STUDY, "since", 3)), "trials.0"), at(best, "trial"));
    }
  }

  @Test
  void theFrontHasTheFeasibleTrialsThatNoOtherDominates() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> create = with(study("s"), "directions", List.of("maximize", "minimize"));
      client.call("study.create", with(create, "constraints", List.of("memory")));
      assertEquals(Map.of("trials", List.of()), client.call("study.front", STUDY));
      client.call("study.ask", with(STUDY, "count", 6));
      tell(client, 0, List.of(9, 0), 1);
      tell(client, 1, List.of(3, 1), -1);
      tell(client, 2, List.of(5, 2), -1);
      tell(client, 3, List.of(4, 3), -1);
      tell(client, 4, List.of(5, 2), 0);
      List<?> trials = list(client.call("study.trials", STUDY), "trials");
      assertEquals(
          Map.of("trials", List.of(trials.get(2), trials.get(1))),
          client.call("study.front", STUDY));
    }
  }

  /** By the default strategy: what it said when it was asked, and what its model is now. */
  @Test
  void whatWasKnownAndWhatIsKnownNow() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> z = Map.of("type", "float", "low", 0, "high", 1);
      client.call(
          "study.create",
          Map.of("name", "s", "space", Map.of("z", z), "directions", List.of("maximize")));
      Map<String, Object> early = client.call("study.explain", STUDY);
      assertEquals(List.of(), at(early, "models"));
      assertEquals(JsonNull.NULL, at(early, "recommended"));
      for (int number = 0; number < 9; number++) {
        Object asked = at(client.call("study.ask", STUDY), "trials.0.parameters.z");
        double value = asked instanceof Double x ? Math.sin(7 * x) : Double.NaN;
        client.call("study.tell", with(with(STUDY, "number", number), "values", value));
      }
      client.call(
          "study.add",
          with(STUDY, "trials", List.of(Map.of("parameters", Map.of("z", 1), "values", 0))));
      Map<String, Object> now = client.call("study.explain", STUDY);
      assertEquals(4L, at(now, "proposals.design"));
      assertEquals(1L, at(now, "proposals.unexplained"));
      Object explored = at(now, "proposals.exploration");
      Object exploited = at(now, "proposals.exploitation");
      assertEquals(5L, (Long) explored + (Long) exploited);
      assertEquals("value", at(now, "models.0.name"));
      assertEquals(10L, at(now, "models.0.observations"));
      assertEquals(10L, at(now, "models.0.left_out.count"));
      assertTrue((Double) at(now, "models.0.length_scales.z") > 0);
      assertEquals("model", at(now, "recommended.reason"));
      assertEquals(now, client.call("study.explain", STUDY), "nothing has changed");
      Map<String, Object> design = client.call("study.explain", with(STUDY, "number", 0));
      assertEquals("design", at(design, "rationale.motive"));
      Map<String, Object> last = client.call("study.explain", with(STUDY, "number", 8));
      assertEquals(8L, at(last, "trial.number"));
      double mean = (Double) at(last, "outputs.0.predicted.mean");
      double deviation = (Double) at(last, "outputs.0.predicted.deviation");
      double observed = (Double) at(last, "outputs.0.observed");
      assertEquals(at(last, "trial.values.value"), observed);
      assertEquals((observed - mean) / deviation, (Double) at(last, "outputs.0.surprise"), 1e-9);
      Map<String, Object> added = client.call("study.explain", with(STUDY, "number", 9));
      assertEquals(JsonNull.NULL, at(added, "rationale"));
    }
  }

  private static void tell(RpcClient client, int number, double z, double memory) {
    tell(client, number, List.of(z, 0), memory);
  }

  private static void tell(RpcClient client, int number, List<?> values, double memory) {
    client.call(
        "study.tell",
        Map.of(
            "study",
            "s",
            "number",
            number,
            "values",
            values,
            "constraints",
            Map.of("memory", memory)));
  }

  @Test
  void theListIsInAlphabeticalOrderAndCounts() throws Exception {
    String store = folder.toRealPath().resolve("s.db").toString();
    try (RpcClient client = RpcClient.start()) {
      assertEquals(Map.of("studies", List.of()), client.call("study.list", Map.of()));
      for (String name : List.of("b", "c", "a")) {
        client.call("study.create", study(name));
      }
      client.call("study.create", with(study("d"), "store", store));
      client.call("study.ask", Map.of("study", "b", "count", 3));
      client.call("study.abandon", Map.of("study", "b", "number", 2));
      client.call("study.enqueue", Map.of("study", "c", "parameters", Map.of("x", 0.5)));
      client.call("study.ask", Map.of("study", "d"));
      client.call("study.close", Map.of("study", "a"));
      assertEquals(
          List.of(
              item("b", JsonNull.NULL, 3, 2),
              item("c", JsonNull.NULL, 1, 0),
              item("d", store, 1, 1)),
          list(client.call("study.list", Map.of()), "studies"));
    }
  }

  private static Map<String, Object> item(String study, Object store, long trials, long running) {
    return Map.of("study", study, "store", store, "trials", trials, "running", running);
  }

  @Test
  void manyStudiesAreOpenAtOnceAndInOrder() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        names.add("s" + i);
      }
      names.forEach(name -> client.call("study.create", study(name)));
      Collections.sort(names);
      List<?> studies = list(client.call("study.list", Map.of()), "studies");
      assertEquals(names, studies.stream().map(study -> at(study, "study")).toList());
      assertTrue(studies.stream().allMatch(study -> at(study, "trials").equals(0L)));
      assertEquals(Set.of("studies"), client.call("study.list", Map.of()).keySet());
    }
  }
}

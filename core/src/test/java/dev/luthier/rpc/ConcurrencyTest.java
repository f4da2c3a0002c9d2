package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.assertFault;
import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.list;
import static dev.luthier.rpc.RpcFixture.numbers;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.rpc.RpcClient.Call;
import dev.luthier.rpc.RpcClient.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many requests at once: those of one study in order, those of several without each other. */
final class ConcurrencyTest {
  @TempDir private Path folder;

  @Test
  void tenThousandRequestsOfOneStudyAreCarriedOutAndAnsweredInOrder() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        calls.add(new Call("study.ask", Map.of("study", "s")));
        calls.add(new Call("study.tell", Map.of("study", "s", "number", i, "values", i)));
      }
      List<CompletableFuture<Reply>> replies = client.sendAll(calls);
      for (int i = 0; i < 5_000; i++) {
        Map<String, Object> asked = RpcClient.await(replies.get(2 * i)).result();
        assertEquals(List.of((long) i), numbers(asked));
        Map<String, Object> told = RpcClient.await(replies.get(2 * i + 1)).result();
        assertEquals(Map.of("state", "completed"), told);
      }
      assertEquals(client.arrivals().stream().sorted().toList(), client.arrivals());
      assertEquals(10_001, client.arrivals().size());
      assertEquals(0L, at(client.call("study.best", Map.of("study", "s")), "trial.number"));
    }
  }

  @Test
  void requestsOfSeveralStudiesKeepEachItsOrder() throws Exception {
    int studies = 8;
    int rounds = 250;
    try (RpcClient client = RpcClient.start()) {
      List<Call> calls = new ArrayList<>();
      for (int s = 0; s < studies; s++) {
        calls.add(new Call("study.create", study("s" + s)));
      }
      for (int i = 0; i < rounds; i++) {
        for (int s = 0; s < studies; s++) {
          Map<String, Object> name = Map.of("study", "s" + s);
          calls.add(new Call("study.ask", name));
          Map<String, Object> tell = with(with(name, "number", i), "values", s * 1_000 + i);
          calls.add(new Call("study.tell", tell));
        }
      }
      List<Reply> replies = client.sendAll(calls).stream().map(RpcClient::await).toList();
      replies.forEach(Reply::result);
      List<Object> arrivals = client.arrivals();
      for (int s = 0; s < studies; s++) {
        Set<Object> ofStudy = new LinkedHashSet<>();
        for (int i = studies + 2 * s; i < calls.size(); i += 2 * studies) {
          ofStudy.add(replies.get(i).id());
          ofStudy.add(replies.get(i + 1).id());
        }
        List<Object> arrived = arrivals.stream().filter(ofStudy::contains).toList();
        assertEquals(List.copyOf(ofStudy), arrived, "of study " + s);
        Map<String, Object> best = client.call("study.best", Map.of("study", "s" + s));
        assertEquals(s * 1_000.0, at(best, "trial.values.value"), "and nobody else's values");
      }
    }
  }

  @Test
  void aStudyIsCreatedUsedAndClosedInOnePiece() throws Exception {
    String store = folder.resolve("s.db").toString();
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(new Call("study.create", with(study("s"), "store", store)));
      calls.add(new Call("study.ask", Map.of("study", "s", "key", "k" + i)));
      calls.add(new Call("study.tell", Map.of("study", "s", "number", i, "values", i)));
      calls.add(new Call("study.close", Map.of("study", "s")));
    }
    calls.add(new Call("study.ask", Map.of("study", "s")));
    try (RpcClient client = RpcClient.start()) {
      List<Reply> replies = client.sendAll(calls).stream().map(RpcClient::await).toList();
      for (int i = 0; i < 10; i++) {
        assertEquals((long) i, replies.get(4 * i).result().get("trials"));
        assertEquals(List.of((long) i), numbers(replies.get(4 * i + 1).result()));
        assertEquals(Map.of("state", "completed"), replies.get(4 * i + 2).result());
      }
      assertFault(4, "study", replies.getLast().fault());
    }
  }

  @Test
  void manyStudiesInOneStoreShareIt() throws Exception {
    String store = folder.resolve("s.db").toString();
    int studies = 20;
    List<Call> calls = new ArrayList<>();
    for (int s = 0; s < studies; s++) {
      Map<String, Object> name = Map.of("study", "s" + s);
      calls.add(new Call("study.create", with(study("s" + s), "store", store)));
      calls.add(new Call("study.ask", with(name, "count", 3)));
      calls.add(new Call("study.tell", with(with(name, "number", 2), "values", s)));
      calls.add(new Call("study.close", name));
    }
    for (int round = 0; round < 2; round++) {
      try (RpcClient client = RpcClient.start()) {
        List<Reply> replies = client.sendAll(calls).stream().map(RpcClient::await).toList();
        for (int s = 0; s < studies; s++) {
          assertEquals(3L * round, replies.get(4 * s).result().get("trials"));
          assertEquals(Map.of("state", "completed"), replies.get(4 * s + 2).result());
          assertEquals(Map.of("study", "s" + s), replies.get(4 * s + 3).result());
        }
      }
    }
  }

  @Test
  void threadsOfOneClientShareAStudyWithoutLosingOrDoublingATrial() throws Exception {
    int threads = 8;
    try (RpcClient client = RpcClient.start();
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      client.call("study.create", with(study("s"), "budget", Map.of("trials", 400)));
      List<Future<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(() -> askAndTell(client)));
      }
      int told = 0;
      for (Future<Integer> worker : workers) {
        told += worker.get();
      }
      assertEquals(400, told);
      List<?> trials = list(client.call("study.trials", Map.of("study", "s")), "trials");
      assertEquals(400, trials.size());
      assertTrue(trials.stream().allMatch(trial -> at(trial, "state").equals("completed")));
    }
  }

  private static int askAndTell(RpcClient client) {
    int told = 0;
    for (List<Object> asked = ask(client); !asked.isEmpty(); asked = ask(client)) {
      Map<String, Object> tell = Map.of("study", "s", "number", asked.getFirst(), "values", told);
      client.call("study.tell", tell);
      told++;
    }
    return told;
  }

  private static List<Object> ask(RpcClient client) {
    return numbers(client.call("study.ask", Map.of("study", "s")));
  }
}

package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.RpcScript.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand studies open at once in one process, their requests mixed in a random order without
 * waiting for replies: none hears anything of another, and closing them frees what they held.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RpcManyStudiesTest {
  private static final int STUDIES = 1_000;
  private static final long SEED = 4;
  private static final long MOST_MB = 1_000;

  /** Studies that are repeated alone in another process. */
  private static final int REPEATED = 20;

  private static final int ROUNDS = 10;

  /**
   * That a round leaves no study behind, the heap's histogram shows exactly. This is for all else,
   * such as code that was compiled meanwhile: a thousand studies of four trials are some 10 MB.
   */
  private static final long MOST_GROWTH_MB = 30;

  /** Memory that was collected is given back in the background, in a tenth of a second or two. */
  private static final int LOOKS = 25;

  /** As many as a client might have under way; more would only wait in the pipe. */
  private static final int UNDER_WAY = 256;

  /** What was measured, also when nothing fails. */
  private static final Path FIGURES = Path.of("target", "RpcManyStudiesTest.txt");

  @TempDir private Path folder;

  @Test
  void aThousandStudiesDoNotDisturbEachOther() throws Exception {
    Assumptions.assumeTrue(RpcProcess.isMeasurable(), "there is no /proc to measure memory with");
    List<RpcScript> scripts = IntStream.range(0, STUDIES).mapToObj(RpcScript::new).toList();
    try (RpcProcess rpc = RpcProcess.startAsForUsers(folder)) {
      long start = System.nanoTime();
      run(rpc, scripts);
      double seconds = (System.nanoTime() - start) / 1e9;
      long open = rpc.resident();
      assertState(rpc, scripts);
      for (RpcScript script : scripts) {
        rpc.succeed("study.close", Map.of("study", script.study()));
      }
      assertEquals(List.of(), rpc.succeed("study.list", Map.of()).objects("studies"));
      List<Long> rounds = openAndCloseAgain(rpc, scripts);
      long peak = rpc.peak();
      String figures =
          ("%d studies of %d trials in %.1f s: %d MB, at no time more than %d MB;"
                  + " after rounds of opening and closing: %s MB%n")
              .formatted(STUDIES, RpcScript.TRIALS, seconds, open, peak, rounds);
      Files.writeString(FIGURES, figures);
      assertTrue(peak <= MOST_MB, figures);
      assertTrue(rounds.getLast() <= rounds.getFirst() + MOST_GROWTH_MB, figures);
      assertEquals(0, rpc.end());
    }
    assertSameAlone(scripts);
  }

  /** Goes through all scripts in a random order, with many requests under way. */
  private static void run(RpcProcess rpc, List<RpcScript> scripts) throws Exception {
    Random random = new Random(SEED);
    List<RpcScript> ready = new ArrayList<>(scripts);
    Map<Object, RpcScript> asks = new HashMap<>();
    int underWay = 0;
    while (!ready.isEmpty() || underWay > 0) {
      while (!ready.isEmpty() && underWay < UNDER_WAY) {
        Collections.swap(ready, random.nextInt(ready.size()), ready.size() - 1);
        RpcScript script = ready.getLast();
        Request request = script.next().orElseThrow();
        long id = rpc.send(request.method(), request.params());
        underWay++;
        if (request.isAsk()) {
          asks.put(id, script);
        }
        if (!script.hasNext()) {
          ready.removeLast();
        }
      }
      RpcReply reply = rpc.require();
      underWay--;
      assertEquals(Optional.empty(), reply.error());
      RpcScript asked = asks.remove(reply.id());
      if (asked != null) {
        asked.answered(reply);
        ready.add(asked);
      }
    }
    assertTrue(scripts.stream().allMatch(RpcScript::isOver));
  }

  /** What the process says at the end is what was said to it. */
  private static void assertState(RpcProcess rpc, List<RpcScript> scripts) throws Exception {
    assertEquals(STUDIES, rpc.succeed("study.list", Map.of()).objects("studies").size());
    for (RpcScript script : scripts) {
      Map<String, Object> study = Map.of("study", script.study());
      Map<Long, Double> values = new HashMap<>();
      Map<Long, Object> parameters = new HashMap<>();
      for (Map<?, ?> trial : rpc.succeed("study.trials", study).objects("trials")) {
        long number = trial.get("number") instanceof Long n ? n : -1;
        values.put(number, value(trial));
        parameters.put(number, trial.get("parameters"));
      }
      assertEquals(script.told(), values);
      assertEquals(script.proposed(), parameters);
      assertEquals(
          Collections.min(script.told().values()),
          rpc.succeed("study.best", study).result().get("trial") instanceof Map<?, ?> best
              ? value(best)
              : Double.NaN);
    }
  }

  private static double value(Map<?, ?> trial) {
    return trial.get("values") instanceof Map<?, ?> values
            && values.get("value") instanceof Double value
        ? value
        : Double.NaN;
  }

  /** The memory after each round, and after a collection of garbage. */
  private static List<Long> openAndCloseAgain(RpcProcess rpc, List<RpcScript> scripts)
      throws Exception {
    List<Long> resident = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (RpcScript script : scripts) {
        RpcScript again = new RpcScript(script.index());
        Request create = again.next().orElseThrow();
        rpc.send(create.method(), create.params());
        Request ask = again.next().orElseThrow();
        rpc.send(ask.method(), ask.params());
        rpc.send("study.close", Map.of("study", script.study()));
        for (int i = 0; i < 3; i++) {
          assertEquals(Optional.empty(), rpc.require().error());
        }
      }
      assertEquals("", liveStudies(rpc), "studies that nobody can reach");
      resident.add(settled(rpc));
    }
    return resident;
  }

  private static long settled(RpcProcess rpc) throws InterruptedException {
    long least = rpc.resident();
    for (int i = 0; i < LOOKS; i++) {
      Thread.sleep(20); // Nothing tells when another process has given memory back.
      least = Math.min(least, rpc.resident());
    }
    return least;
  }

  /** Those objects of a process, after a collection of garbage, that are studies. */
  private static String liveStudies(RpcProcess rpc) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(rpc.process().pid()),
                "GC.class_histogram")
            .start();
    String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, jcmd.waitFor(), histogram);
    assertTrue(histogram.contains("dev.luthier.rpc.RpcServer "), histogram);
    return histogram
        .lines()
        .filter(line -> line.contains(" dev.luthier.run.Study "))
        .reduce("", String::concat);
  }

  /** A study that is alone in its process gets the same proposals. */
  private void assertSameAlone(List<RpcScript> scripts) throws Exception {
    Random random = new Random(SEED);
    try (RpcProcess rpc = RpcProcess.start(folder)) {
      for (int i = 0; i < REPEATED; i++) {
        RpcScript before = scripts.get(random.nextInt(STUDIES));
        RpcScript alone = new RpcScript(before.index());
        run(rpc, List.of(alone));
        rpc.succeed("study.close", Map.of("study", alone.study()));
        assertEquals(before.proposed(), alone.proposed());
      }
      assertEquals(0, rpc.end());
    }
  }
}

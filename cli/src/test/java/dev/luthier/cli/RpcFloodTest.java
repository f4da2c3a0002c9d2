package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand lines that are broken, hostile, or in the wrong order: each gets one reply with the
 * right code and field, and afterwards everything works, in the memory that it took before.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RpcFloodTest {
  /** Fixed before the first run. */
  private static final long SEED = 20_261_122;

  private static final int LINES = 10_000;

  /** Fewer of them than may wait for one study, so that none is refused. */
  private static final int LINES_AT_ONCE = 5_000;

  private static final int WARM_UP = 2_000;
  private static final long MOST_GROWTH_MB = 200;

  /** Memory that is free is given back in the background. */
  private static final long LONGEST_SETTLING_SECONDS = 1;

  /** What was measured, also when nothing fails. */
  private static final Path FIGURES = Path.of("target", "RpcFloodTest.txt");

  @TempDir private Path folder;

  @Test
  void everyLineGetsItsReplyAndMemoryComesBack() throws Exception {
    Assumptions.assumeTrue(RpcProcess.isMeasurable(), "there is no /proc to measure memory with");
    try (RpcProcess rpc = RpcProcess.startAsForUsers(folder)) {
      warmUp(rpc);
      long before = rpc.resident();
      Growth growth = new Growth(before);
      RpcOracle oracle = oracle(rpc);
      for (RpcLine line : new RpcFlood(SEED).lines(LINES, RpcHugeLines.all())) {
        Optional<RpcExpected> expected = line.expected(oracle);
        line.writeTo(rpc.requests());
        if (expected.isPresent()) {
          RpcReply reply = rpc.require();
          assertTrue(
              expected.get().isMetBy(reply),
              () -> "seed " + SEED + ": " + line + "\n" + expected.get() + "\n" + reply);
        }
        growth.add(line.kind(), rpc.resident());
      }
      long peak = rpc.peak();
      long atEnd = rpc.resident();
      assertWorks(rpc);
      String memory =
          "seed %d: %d MB before, at the end %d MB more, %d MB at most; by kind of line: %s"
              .formatted(SEED, before, atEnd - before, peak - before, growth.byKind);
      Files.writeString(FIGURES, memory + "\n");
      assertTrue(settled(rpc, before + MOST_GROWTH_MB) <= before + MOST_GROWTH_MB, memory);
      assertEquals(0, rpc.end());
    }
  }

  /** Where a line's id is lost, only how many such replies there are can be told. */
  @Test
  void nobodyNeedsToWaitForReplies() throws Exception {
    try (RpcProcess rpc = RpcProcess.start(folder)) {
      RpcOracle oracle = oracle(rpc);
      List<RpcLine> lines = new RpcFlood(SEED + 1).lines(LINES_AT_ONCE, List.of());
      Map<Object, List<RpcExpected>> missing = new HashMap<>();
      for (RpcLine line : lines) {
        line.expected(oracle)
            .ifPresent(e -> missing.computeIfAbsent(e.id(), _ -> new ArrayList<>()).add(e));
      }
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(lines, rpc));
      for (int i = 0; i < LINES_AT_ONCE; i++) {
        RpcReply reply = rpc.require();
        List<RpcExpected> candidates = missing.getOrDefault(reply.id(), List.of());
        RpcExpected met =
            candidates.stream()
                .filter(expected -> expected.isMetBy(reply))
                .findFirst()
                .orElseThrow(
                    () ->
                        new AssertionError(
                            "seed %d: %s, expected was one of %s"
                                .formatted(SEED + 1, reply, candidates)));
        candidates.remove(met);
      }
      sending.get();
      assertWorks(rpc);
      assertEquals(0, rpc.end());
      assertTrue(rpc.read().isEmpty(), "a reply too many");
    }
  }

  private static void send(List<RpcLine> lines, RpcProcess rpc) {
    for (RpcLine line : lines) {
      try {
        line.writeTo(rpc.requests());
      } catch (IOException e) {
        throw new UncheckedIOException(rpc.said(), e);
      }
    }
  }

  private static void warmUp(RpcProcess rpc) throws Exception {
    create(rpc, "warm");
    for (int i = 0; i < WARM_UP; i++) {
      askAndTell(rpc, "warm");
    }
    rpc.succeed("study.close", Map.of("study", "warm"));
  }

  /** Opens the studies that the flood is about. */
  private static RpcOracle oracle(RpcProcess rpc) throws Exception {
    create(rpc, RpcFlood.STUDY);
    create(rpc, RpcFlood.CLOSED);
    rpc.succeed("study.close", Map.of("study", RpcFlood.CLOSED));
    return new RpcOracle(RpcFlood.STUDY, Set.of(RpcFlood.CLOSED));
  }

  private static void create(RpcProcess rpc, String name) throws Exception {
    Map<String, Object> x = Map.of("type", "float", "low", -1, "high", 1);
    // The protocol is flooded, not a model: some thousand trials come before.
    Map<String, Object> study =
        Map.of(
            "name", name,
            "strategy", Map.of("name", "random"),
            "directions", List.of("minimize"),
            "space", Map.of("x", x));
    assertEquals(Map.of("study", name, "trials", 0L), rpc.succeed("study.create", study).result());
  }

  private static void askAndTell(RpcProcess rpc, String study) throws Exception {
    List<Map<?, ?>> trials = rpc.succeed("study.ask", Map.of("study", study)).objects("trials");
    assertEquals(1, trials.size());
    Map<String, Object> told = new HashMap<>(Map.of("study", study, "values", 0.5));
    told.put("number", trials.getFirst().get("number"));
    assertEquals(Map.of("state", "completed"), rpc.succeed("study.tell", told).result());
  }

  private static void assertWorks(RpcProcess rpc) throws Exception {
    assertEquals(1L, rpc.succeed("rpc.hello", Map.of()).result().get("protocol"));
    create(rpc, "after");
    askAndTell(rpc, "after");
  }

  /** The memory when it is down to a bound, or when it has had time for that. */
  private static long settled(RpcProcess rpc, long bound) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SETTLING_SECONDS);
    while (rpc.resident() > bound && System.nanoTime() < end) {
      Thread.sleep(20); // Awaits what another process does, with a deadline.
    }
    return rpc.resident();
  }

  /** By how much memory grew while lines of one kind were answered. */
  private static final class Growth {
    private final Map<String, Long> byKind = new TreeMap<>();
    private long last;

    Growth(long before) {
      this.last = before;
    }

    void add(String kind, long now) {
      byKind.merge(kind, now - last, Long::sum);
      last = now;
    }
  }
}

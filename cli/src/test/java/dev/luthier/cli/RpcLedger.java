package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.store.EventLog;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialEvent;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what a store has with what a client has said and heard. */
final class RpcLedger {
  /** So that there are several pages. */
  private static final int PAGE = 37;

  private final RpcDiary diary;

  /** All trials as the store has them. */
  private final Map<Long, Map<?, ?>> trials = new TreeMap<>();

  /** Numbers of trials that the diary accounts for. */
  private final Set<Long> accounted = new HashSet<>();

  private RpcLedger(RpcDiary diary) {
    this.diary = diary;
  }

  /**
   * Fails when a trial is missing, is one too many, was given to two asks, or is not what was said.
   */
  static void assertAsIfNothingHadHappened(RpcDiary diary, Path folder, Path store)
      throws Exception {
    RpcLedger ledger = new RpcLedger(diary);
    try (RpcProcess rpc = RpcProcess.start(folder)) {
      RpcCall create = diary.create(store.toString());
      rpc.succeed(create.method(), create.params());
      ledger.read(rpc);
      ledger.assertAsks();
      ledger.assertAdded();
      assertEquals(ledger.trials.keySet(), ledger.accounted, "no trial that nobody knows of");
      ledger.assertEnqueued();
      ledger.assertReports();
      ledger.assertBudget(rpc);
      ledger.assertStrategyUndisturbed(rpc, create);
      assertEquals(0, rpc.end());
    }
    ledger.assertOneEventEach(store);
  }

  private void read(RpcProcess rpc) throws Exception {
    for (Object since = 0L; since instanceof Long; ) {
      RpcReply page =
          rpc.succeed(
              "study.trials", Map.of("study", diary.study(), "since", since, "limit", PAGE));
      for (Map<?, ?> trial : page.objects("trials")) {
        long number = assertInstanceOf(Long.class, trial.get("number"));
        assertEquals(trials.size(), number);
        trials.put(number, trial);
      }
      since = Objects.requireNonNull(page.result().get("next"));
    }
  }

  /** Every ask got as many trials as it had to, each its own, and each ended as was said. */
  private void assertAsks() {
    for (RpcCall ask : diary.asks()) {
      List<Map<?, ?>> got = ask.reply().objects("trials");
      assertEquals(ask.count(), got.size(), ask::toString);
      for (Map<?, ?> trial : got) {
        long number = assertInstanceOf(Long.class, trial.get("number"));
        assertTrue(accounted.add(number), () -> number + " was handed out twice");
        assertEquals(trial.get("parameters"), stored(number).get("parameters"));
        assertEnd(number, Objects.requireNonNull(diary.ends().get(number)));
      }
    }
  }

  private Map<?, ?> stored(long number) {
    return Objects.requireNonNull(trials.get(number), () -> "lost: " + number);
  }

  private void assertEnd(long number, RpcCall end) {
    Map<?, ?> trial = stored(number);
    Object reason = end.params().get("reason");
    String state =
        end.method().equals("study.abandon")
            ? "abandoned"
            : String.valueOf(end.params().getOrDefault("state", "completed"));
    assertEquals(state, trial.get("state"), end::toString);
    assertEquals(Map.of("state", state), end.reply().result());
    switch (state) {
      case "completed" ->
          assertEquals(Map.of("value", end.params().get("values")), trial.get("values"));
      case "failed" ->
          assertEquals(Map.of("kind", "told", "message", reason), trial.get("failure"));
      default -> assertEquals(reason, trial.get("reason"));
    }
  }

  private void assertAdded() {
    for (RpcCall add : diary.added()) {
      List<?> given = assertInstanceOf(List.class, add.params().get("trials"));
      List<?> numbers = assertInstanceOf(List.class, add.reply().result().get("numbers"));
      assertEquals(given.size(), numbers.size());
      for (int i = 0; i < given.size(); i++) {
        long number = assertInstanceOf(Long.class, numbers.get(i));
        assertTrue(accounted.add(number), () -> number + " was added twice, or handed out");
        Map<?, ?> expected = assertInstanceOf(Map.class, given.get(i));
        assertEquals("completed", stored(number).get("state"));
        assertEquals(expected.get("parameters"), stored(number).get("parameters"));
        assertEquals(Map.of("value", expected.get("values")), stored(number).get("values"));
      }
    }
  }

  /** Each has a number of its own, and was handed out: that there are no others is known. */
  private void assertEnqueued() {
    Set<Object> numbers = new HashSet<>();
    for (RpcCall enqueue : diary.enqueued()) {
      long number = assertInstanceOf(Long.class, enqueue.reply().result().get("number"));
      assertTrue(numbers.add(number), enqueue::toString);
      assertEquals(enqueue.params().get("parameters"), diary.trials().get(number));
    }
  }

  /**
   * None comes twice or changed. One may be missing only where the client was never told of
   * something later that was on the disk.
   */
  private void assertReports() {
    Map<Long, List<Object>> said = new HashMap<>();
    for (RpcCall report : diary.reports()) {
      long number = assertInstanceOf(Long.class, report.params().get("number"));
      Map<String, Object> measurement =
          Map.of(
              "step",
              assertInstanceOf(Long.class, report.params().get("step")),
              "values",
              Map.of("value", assertInstanceOf(Double.class, report.params().get("value"))));
      List<?> stored =
          stored(number).get("measurements") instanceof List<?> list ? list : List.of();
      if (stored.contains(measurement) || report.isDurable()) {
        said.computeIfAbsent(number, _ -> new ArrayList<>()).add(measurement);
      }
    }
    trials.forEach(
        (number, trial) ->
            assertEquals(
                said.getOrDefault(number, List.of()),
                trial.get("measurements") instanceof List<?> list ? list : List.of(),
                () -> "reports of " + trial));
  }

  private void assertBudget(RpcProcess rpc) throws Exception {
    Map<Object, Long> states =
        trials.values().stream()
            .collect(
                Collectors.groupingBy(
                    trial -> String.valueOf(trial.get("state")), Collectors.counting()));
    assertEquals(
        diary.budget() + added(),
        trials.size() - states.getOrDefault("abandoned", 0L),
        states::toString);
    Map<?, ?> end = rpc.succeed("study.ask", Map.of("study", diary.study())).result();
    assertEquals(Map.of("trials", List.of(), "done", "budget"), end);
    Map<?, ?> listed = rpc.succeed("study.list", Map.of()).objects("studies").getFirst();
    assertEquals((long) trials.size(), listed.get("trials"));
    assertEquals(0L, listed.get("running"));
  }

  private int added() {
    return diary.added().stream()
        .mapToInt(add -> assertInstanceOf(List.class, add.params().get("trials")).size())
        .sum();
  }

  /** What {@code random} proposes depends on the seed and the number of the trial alone. */
  private void assertStrategyUndisturbed(RpcProcess rpc, RpcCall create) throws Exception {
    Map<String, Object> fresh = new HashMap<>(create.params());
    fresh.put("name", "undisturbed");
    fresh.remove("store");
    fresh.remove("budget");
    rpc.succeed("study.create", fresh);
    List<Map<?, ?>> proposed =
        rpc.succeed("study.ask", Map.of("study", "undisturbed", "count", trials.size()))
            .objects("trials");
    Set<Object> enqueued =
        diary.enqueued().stream()
            .map(call -> call.reply().result().get("number"))
            .collect(Collectors.toSet());
    diary
        .trials()
        .forEach(
            (number, parameters) -> {
              if (!enqueued.contains(number)) {
                assertEquals(proposed.get(number.intValue()).get("parameters"), parameters);
              }
            });
  }

  /** Nothing was written twice, whatever the state makes of it. */
  private void assertOneEventEach(Path store) {
    Map<String, Integer> events = new HashMap<>();
    try (SqliteStore opened = SqliteStore.open(store, Clock.systemUTC())) {
      EventLog log = opened.find(diary.study()).orElseThrow();
      for (StoredEvent stored : log.read(0, Math.toIntExact(log.size()))) {
        if (stored.event() instanceof TrialEvent event
            && (event instanceof TrialProposed
                || event instanceof TrialClaimed
                || event instanceof TrialFinished)) {
          events.merge(event.getClass().getSimpleName() + " " + event.trial(), 1, Integer::sum);
        }
      }
    }
    assertEquals(3 * diary.trials().size(), events.size());
    events.forEach((event, times) -> assertEquals(1, times, event));
  }
}

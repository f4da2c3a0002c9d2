package dev.luthier.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What the client of one study says and hears: four trials at an ask, some of them with reports,
 * each told or given up, and now and then a trial enqueued or added. It does not wait for replies,
 * but to learn which trials it has. Confined to one thread.
 */
final class RpcDiary {
  private static final int AT_ONCE = 4;
  private static final List<String> KINDS = List.of("a", "b", "c");

  private final String study;
  private final int budget;
  private final Random random;

  private final List<RpcCall> asks = new ArrayList<>();
  private final List<RpcCall> enqueued = new ArrayList<>();
  private final List<RpcCall> added = new ArrayList<>();
  private final List<RpcCall> reports = new ArrayList<>();

  /** How trials ended, by number. */
  private final Map<Long, RpcCall> ends = new HashMap<>();

  /** The parameters of the trials that were handed out. */
  private final Map<Long, Object> trials = new HashMap<>();

  /** What is to be said of each trial that is being evaluated. */
  private final List<Queue<RpcCall>> evaluated = new ArrayList<>();

  /** Trials that count against the budget when all that was sent has been carried out. */
  private int spent;

  private int asksUnderWay;

  RpcDiary(String study, int budget, Random random) {
    this.study = study;
    this.budget = budget;
    this.random = random;
  }

  /** Opens the study, or goes on with it. */
  RpcCall create(String store) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("name", study);
    definition.put(
        "space",
        Map.of(
            "x", Map.of("type", "float", "low", 0, "high", 1),
            "n", Map.of("type", "int", "low", 1, "high", 1_000_000),
            "kind", Map.of("type", "categorical", "choices", KINDS)));
    definition.put("directions", List.of("maximize"));
    definition.put("strategy", Map.of("name", "random"));
    definition.put("seed", study.length());
    definition.put("budget", Map.of("trials", budget));
    definition.put("store", store);
    return new RpcCall(this, "study.create", definition);
  }

  /** Something to say now; empty when there is nothing before a reply, or at all. */
  Optional<RpcCall> next() {
    List<Supplier<RpcCall>> choices = new ArrayList<>();
    if (asksUnderWay < 2 && spent < budget) {
      choices.add(this::ask);
    }
    // Early, so that all that waits is asked for before the budget is used up.
    if (spent < budget / 2 && enqueued.size() < budget / 16) {
      choices.add(this::enqueue);
    }
    if (added.size() < budget / 16) {
      choices.add(this::add);
    }
    if (!evaluated.isEmpty()) {
      choices.addAll(List.of(this::go, this::go, this::go, this::go));
    }
    return choices.isEmpty()
        ? Optional.empty()
        : Optional.of(choices.get(random.nextInt(choices.size())).get());
  }

  private RpcCall call(String method, Map<String, Object> more) {
    Map<String, Object> params = new LinkedHashMap<>(Map.of("study", study));
    params.putAll(more);
    return new RpcCall(this, method, params);
  }

  private RpcCall ask() {
    RpcCall ask = call("study.ask", Map.of("count", AT_ONCE, "key", "k" + asks.size()));
    ask.requireCount(Math.min(AT_ONCE, budget - spent));
    spent += ask.count();
    asksUnderWay++;
    asks.add(ask);
    return ask;
  }

  private RpcCall enqueue() {
    Map<String, Object> params = Map.of("parameters", parameters(), "key", "k" + enqueued.size());
    RpcCall enqueue = call("study.enqueue", params);
    enqueued.add(enqueue);
    return enqueue;
  }

  private RpcCall add() {
    List<Object> finished = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      finished.add(Map.of("parameters", parameters(), "values", random.nextDouble()));
    }
    Map<String, Object> params = Map.of("trials", finished, "key", "k" + added.size());
    RpcCall add = call("study.add", params);
    added.add(add);
    return add;
  }

  private Map<String, Object> parameters() {
    return Map.of(
        "x", random.nextDouble(), "n", random.nextLong(1, 1_000_000), "kind", KINDS.getFirst());
  }

  /** What is next to be said of one of the trials that are being evaluated. */
  private RpcCall go() {
    // The oldest often, so that several words about one trial are under way.
    int which = random.nextBoolean() ? 0 : random.nextInt(evaluated.size());
    Queue<RpcCall> words = evaluated.get(which);
    RpcCall call = words.remove();
    if (words.isEmpty()) {
      evaluated.remove(which);
    }
    if (call.method().equals("study.abandon")) {
      spent--;
    }
    return call;
  }

  /** Takes the first reply to a call. */
  void answered(RpcCall call, RpcReply reply) {
    switch (call.method()) {
      case "study.ask" -> {
        asksUnderWay--;
        handedOut(call, reply);
      }
      case "study.report" -> {
        return; // It does not wait for the disk.
      }
      default -> {
        // All that is to be known of the others is checked at the end.
      }
    }
    reports.forEach(report -> report.isDurableWith(call));
  }

  private void handedOut(RpcCall ask, RpcReply reply) {
    List<Map<?, ?>> list = reply.objects("trials");
    if (list.size() != ask.count()) {
      throw new AssertionError(ask.count() + " trials were to come, not " + reply);
    }
    for (Map<?, ?> trial : list) {
      if (!(trial.get("number") instanceof Long number)
          || !(trial.get("parameters") instanceof Map<?, ?> parameters)
          || trials.put(number, parameters) != null) {
        throw new AssertionError("handed out twice, or no trial: " + trial + " in " + reply);
      }
      evaluated.add(evaluation(number));
    }
  }

  private Queue<RpcCall> evaluation(long number) {
    Queue<RpcCall> words = new ArrayDeque<>();
    int steps = random.nextInt(5);
    for (long step = 1; step <= steps; step++) {
      Map<String, Object> report = Map.of("number", number, "step", step, "value", step * 0.5);
      RpcCall call = call("study.report", report);
      reports.add(call);
      words.add(call);
    }
    RpcCall end = end(number);
    ends.put(number, end);
    words.add(end);
    return words;
  }

  private RpcCall end(long number) {
    String key = "k" + number;
    Map<String, Object> reason = Map.of("number", number, "reason", "because of " + number);
    return switch (random.nextInt(8)) {
      case 0 -> call("study.abandon", reason);
      case 1, 2 -> {
        RpcCall call = call("study.tell", reason);
        call.params().put("state", random.nextBoolean() ? "failed" : "pruned");
        call.params().put("key", key);
        yield call;
      }
      default ->
          call("study.tell", Map.of("number", number, "values", random.nextDouble(), "key", key));
    };
  }

  String study() {
    return study;
  }

  int budget() {
    return budget;
  }

  List<RpcCall> asks() {
    return List.copyOf(asks);
  }

  List<RpcCall> enqueued() {
    return List.copyOf(enqueued);
  }

  List<RpcCall> added() {
    return List.copyOf(added);
  }

  List<RpcCall> reports() {
    return List.copyOf(reports);
  }

  /** The last word on each trial that was handed out. */
  Map<Long, RpcCall> ends() {
    return Map.copyOf(ends);
  }

  /** The parameters of each trial that was handed out. */
  Map<Long, Object> trials() {
    return Map.copyOf(trials);
  }
}

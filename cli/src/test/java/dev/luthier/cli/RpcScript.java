package dev.luthier.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a client says of one study, request by request, from its creation to its last trial; the
 * next ask waits for nothing but the last one's reply. Every study has names, bounds and a seed of
 * its own, and the order of its tells comes from that seed, so that a script is the same whatever
 * happens beside it. Confined to one thread.
 */
final class RpcScript {
  static final int TRIALS = 50;
  private static final int AT_ONCE = 4;

  /** All that hand out every trial here. */
  private static final List<String> STRATEGIES = List.of("random", "sobol");

  private final int index;
  private final Random random;
  private final Queue<Request> next = new ArrayDeque<>();
  private final Map<Long, Map<String, Object>> proposed = new TreeMap<>();
  private final Map<Long, Double> told = new HashMap<>();

  /** A request to send. */
  record Request(String method, Map<String, Object> params) {
    boolean isAsk() {
      return method.equals("study.ask");
    }
  }

  RpcScript(int index) {
    this.index = index;
    this.random = new Random(index);
    next.add(new Request("study.create", definition()));
    next.add(ask());
  }

  int index() {
    return index;
  }

  String study() {
    return "study " + index;
  }

  private String prefix() {
    return "p" + index + "_";
  }

  /** Whole numbers of its own: its parameters lie in [low, low + 1). */
  private double low() {
    return 10.0 * index;
  }

  private Map<String, Object> definition() {
    Map<String, Object> space = new TreeMap<>();
    for (String name : List.of("a", "b", "c")) {
      space.put(prefix() + name, Map.of("type", "float", "low", low(), "high", low() + 1));
    }
    return Map.of(
        "name",
        study(),
        "space",
        space,
        "directions",
        List.of("minimize"),
        "strategy",
        Map.of("name", STRATEGIES.get(index % STRATEGIES.size())),
        "seed",
        index,
        "budget",
        Map.of("trials", TRIALS));
  }

  private Request ask() {
    return new Request("study.ask", Map.of("study", study(), "count", AT_ONCE));
  }

  /** What can be said now; after an ask nothing until it is answered. */
  Optional<Request> next() {
    return Optional.ofNullable(next.poll());
  }

  boolean hasNext() {
    return !next.isEmpty();
  }

  /** Whether all trials have been asked for and told. */
  boolean isOver() {
    return next.isEmpty() && told.size() == TRIALS;
  }

  /** Takes the reply to an ask. Fails when a trial is not one of this study. */
  void answered(RpcReply reply) {
    List<Request> tells = new ArrayList<>();
    int expected = Math.min(AT_ONCE, TRIALS - proposed.size());
    List<Map<?, ?>> trials = reply.objects("trials");
    require(trials.size() == expected, reply);
    for (Map<?, ?> trial : trials) {
      long number = trial.get("number") instanceof Long n ? n : -1;
      Map<String, Object> parameters = new TreeMap<>();
      double sum = 0;
      require(trial.get("parameters") instanceof Map<?, ?> map && map.size() == 3, reply);
      for (String name : List.of("a", "b", "c")) {
        double value = parameter(trial, name);
        require(value >= low() && value <= low() + 1, reply);
        parameters.put(prefix() + name, value);
        sum += value;
      }
      require(proposed.put(number, parameters) == null && number < TRIALS, reply);
      told.put(number, sum);
      Map<String, Object> tell = Map.of("study", study(), "number", number, "values", sum);
      tells.add(new Request("study.tell", tell));
    }
    Collections.shuffle(tells, random);
    next.addAll(tells);
    if (proposed.size() < TRIALS) {
      next.add(ask());
    }
  }

  private double parameter(Map<?, ?> trial, String name) {
    return trial.get("parameters") instanceof Map<?, ?> parameters
            && parameters.get(prefix() + name) instanceof Double value
        ? value
        : Double.NaN;
  }

  private void require(boolean isRight, RpcReply reply) {
    if (!isRight) {
      throw new AssertionError(study() + " got " + reply);
    }
  }

  /** The parameters of its trials by number. */
  Map<Long, Map<String, Object>> proposed() {
    return Map.copyOf(proposed);
  }

  /** The values of its trials by number. */
  Map<Long, Double> told() {
    return Map.copyOf(told);
  }
}

package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.with;
import static dev.luthier.rpc.RpcFixture.without;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code docs/rpc.md} and {@code docs/study-file.md} say that a parameter may be, written down
 * here without a look at what the service takes.
 *
 * @param path in the parameters: {@code trials[0].values.loss}
 * @param required whether it may not be left out
 * @param valid what it may be, of {@link #VALUES}
 * @param good a request in which it may stand, but for the study and the number of a trial
 */
record DocumentedParameter(
    String method, String path, boolean required, LegalValue valid, Map<String, Object> good) {

  /** JSON texts that are wrong for nearly everything. */
  static final List<String> VALUES =
      List.of(
          "\"word\"",
          "\"\"",
          "\" \"",
          "\"NaN\"",
          "\"" + "x".repeat(100_000) + "\"",
          "1234567",
          "1234567.0",
          "0.5",
          "-1",
          "-0.5",
          "-9223372036854775808",
          "9223372036854775808",
          "1e308",
          "-1e308",
          "true",
          "false",
          "[]",
          "[1]",
          "{}",
          "{\"a\":1}",
          "[".repeat(90) + "]".repeat(90));

  /** The study that requests are about. */
  static final Map<String, Object> STUDY =
      Map.of(
          "name", "s",
          "space", RpcFixture.SPACE,
          "objectives", Map.of("loss", "minimize"),
          "constraints", List.of("memory"),
          "strategy", Map.of("name", "random"));

  /** Methods that need the number of a trial. */
  static final Set<String> OF_A_TRIAL = Set.of("study.tell", "study.report", "study.abandon");

  /** Methods that take no {@code study}. */
  static final Set<String> OF_NO_STUDY = Set.of("rpc.hello", "study.list", "study.create");

  private static final Map<String, Object> EVALUATED =
      Map.of(
          "values",
          Map.of("loss", 0.5),
          "state",
          "completed",
          "stderr",
          0.25,
          "cost",
          3,
          "constraints",
          Map.of("memory", -1));

  /** Good requests by method. */
  static final Map<String, Map<String, Object>> GOOD =
      Map.ofEntries(
          Map.entry("rpc.hello", Map.of()),
          Map.entry("study.list", Map.of()),
          Map.entry("study.create", created()),
          Map.entry("study.close", Map.of()),
          Map.entry("study.ask", Map.of("count", 1, "key", "k", "timeout_ms", 1000)),
          Map.entry("study.tell", with(EVALUATED, "key", "k")),
          Map.entry("study.report", Map.of("step", 1, "value", 0.5)),
          Map.entry("study.abandon", Map.of("reason", "no time")),
          Map.entry("study.enqueue", Map.of("parameters", Map.of("x", 0.5), "key", "e")),
          Map.entry(
              "study.add",
              Map.of("trials", List.of(with(EVALUATED, "parameters", Map.of("x", 0.5))))),
          Map.entry("study.trials", Map.of("since", 0, "limit", 10)),
          Map.entry("study.best", Map.of()),
          Map.entry("study.front", Map.of()),
          Map.entry("study.explain", Map.of()));

  /** All of them. */
  static Stream<DocumentedParameter> all() {
    return Stream.of(ofCreate(), ofStudies(), ofAskAndTell(), ofTrials(), ofAdd())
        .flatMap(List::stream);
  }

  /** The code that a value is answered with; 0 for a result. */
  long code(Object value) {
    if (path.equals("study") && value instanceof String) {
      return 1; // There is none of that name.
    }
    if (!valid.permits(value)) {
      return -32602;
    }
    return path.equals("number") ? 2 : 0; // There are not that many trials.
  }

  /**
   * Whether null counts as not given: for parameters and for entries of trials that are added, and
   * for nothing else.
   */
  boolean mayBeNull() {
    return path.matches("(trials\\[0]\\.)?\\w+");
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  private static DocumentedParameter required(String method, String path, LegalValue valid) {
    return new DocumentedParameter(method, path, true, valid, good(method));
  }

  private static DocumentedParameter optional(String method, String path, LegalValue valid) {
    return new DocumentedParameter(method, path, false, valid, good(method));
  }

  private DocumentedParameter in(Map<String, Object> request) {
    return new DocumentedParameter(method, path, required, valid, request);
  }

  private static List<DocumentedParameter> ofCreate() {
    String create = "study.create";
    Map<String, Object> directions =
        with(without(good(create), "objectives"), "directions", List.of("minimize"));
    return List.of(
        required(create, "name", LegalValue.NAME),
        required(create, "space", LegalValue.EMPTY_OBJECT),
        optional(create, "space.x", LegalValue.NOTHING),
        required(create, "space.x.type", LegalValue.NOTHING),
        required(create, "space.x.low", LegalValue.AT_MOST_1),
        optional(create, "space.x.scale", LegalValue.NOTHING),
        optional(create, "space.x.step", LegalValue.HALF),
        optional(create, "space.x.when", LegalValue.NOTHING),
        required(create, "objectives", LegalValue.NOTHING),
        optional(create, "objectives.more", LegalValue.NOTHING),
        required(create, "directions[0]", LegalValue.NOTHING).in(directions),
        optional(create, "constraints", LegalValue.EMPTY_LIST),
        optional(create, "constraints[0]", LegalValue.TEXT),
        optional(create, "forbidden", LegalValue.EMPTY_LIST),
        optional(create, "linear", LegalValue.EMPTY_LIST),
        optional(create, "strategy", LegalValue.NOTHING),
        required(create, "strategy.name", LegalValue.NOTHING),
        optional(create, "strategy.options", LegalValue.EMPTY_OBJECT),
        optional(create, "pruner", LegalValue.NOTHING),
        required(create, "pruner.name", LegalValue.NOTHING),
        optional(create, "seed", LegalValue.INTEGER),
        optional(create, "warm_start", LegalValue.EMPTY_LIST),
        optional(create, "budget", LegalValue.EMPTY_OBJECT),
        optional(create, "budget.trials", LegalValue.COUNT),
        optional(create, "budget.parallelism", LegalValue.NOTHING),
        optional(create, "budget.timeout", LegalValue.DURATION),
        optional(create, "budget.trial_timeout", LegalValue.DURATION),
        optional(create, "budget.target", LegalValue.FINITE),
        optional(create, "budget.no_improvement", LegalValue.COUNT),
        optional(create, "ifExists", LegalValue.NOTHING));
  }

  private static List<DocumentedParameter> ofStudies() {
    return GOOD.keySet().stream()
        .filter(method -> !OF_NO_STUDY.contains(method))
        .sorted()
        .map(method -> required(method, "study", LegalValue.NOTHING))
        .toList();
  }

  private static List<DocumentedParameter> ofAskAndTell() {
    String tell = "study.tell";
    Map<String, Object> pruned = Map.of("state", "pruned", "reason", "slow");
    return List.of(
        optional("study.ask", "count", LegalValue.NOTHING),
        optional("study.ask", "key", LegalValue.KEY),
        optional("study.ask", "timeout_ms", LegalValue.COUNT),
        required(tell, "number", LegalValue.COUNT),
        required(tell, "values", LegalValue.NUMBER_OR_LIST),
        required(tell, "values.loss", LegalValue.NUMBER),
        required(tell, "values[0]", LegalValue.NUMBER).in(with(good(tell), "values", List.of(0.5))),
        optional(tell, "state", LegalValue.NOTHING),
        optional(tell, "stderr", LegalValue.NOT_NEGATIVE),
        optional(tell, "cost", LegalValue.NOT_NEGATIVE),
        required(tell, "constraints", LegalValue.NOTHING),
        required(tell, "constraints.memory", LegalValue.NUMBER),
        optional(tell, "reason", LegalValue.TEXT).in(pruned),
        optional(tell, "values", LegalValue.NOTHING).in(pruned),
        optional(tell, "key", LegalValue.KEY));
  }

  private static List<DocumentedParameter> ofTrials() {
    return List.of(
        required("study.report", "number", LegalValue.COUNT),
        required("study.report", "step", LegalValue.INTEGER),
        required("study.report", "value", LegalValue.NUMBER),
        required("study.abandon", "number", LegalValue.COUNT),
        optional("study.abandon", "reason", LegalValue.TEXT),
        required("study.enqueue", "parameters", LegalValue.NOTHING),
        required("study.enqueue", "parameters.x", LegalValue.HALF),
        optional("study.enqueue", "key", LegalValue.KEY),
        optional("study.trials", "since", LegalValue.COUNT),
        optional("study.trials", "limit", LegalValue.NOTHING),
        optional("study.explain", "number", LegalValue.COUNT));
  }

  private static List<DocumentedParameter> ofAdd() {
    String add = "study.add";
    Map<String, Object> failed =
        Map.of("parameters", Map.of("x", 0.5), "state", "failed", "reason", "slow");
    return List.of(
        required(add, "trials", LegalValue.EMPTY_LIST),
        optional(add, "trials[0]", LegalValue.NOTHING),
        required(add, "trials[0].parameters", LegalValue.NOTHING),
        required(add, "trials[0].parameters.x", LegalValue.HALF),
        required(add, "trials[0].values", LegalValue.FINITE_OR_LIST),
        required(add, "trials[0].values.loss", LegalValue.FINITE),
        optional(add, "trials[0].state", LegalValue.NOTHING),
        optional(add, "trials[0].stderr", LegalValue.NOT_NEGATIVE),
        optional(add, "trials[0].cost", LegalValue.NOT_NEGATIVE),
        required(add, "trials[0].constraints", LegalValue.NOTHING),
        required(add, "trials[0].constraints.memory", LegalValue.FINITE),
        optional(add, "trials[0].reason", LegalValue.TEXT).in(Map.of("trials", List.of(failed))),
        optional(add, "key", LegalValue.KEY));
  }

  private static Map<String, Object> created() {
    Map<String, Object> created =
        Map.of(
            "name", "created",
            "space", RpcFixture.SPACE,
            "objectives", Map.of("loss", "minimize"),
            "constraints", List.of("memory"),
            "forbidden", List.of(),
            "strategy", Map.of("name", "random", "options", Map.of()),
            "seed", 7,
            "warm_start", List.of(),
            "budget", Map.of("trials", 10, "target", 1, "no_improvement", 5),
            "ifExists", "resume");
    return with(with(created, "linear", List.of()), "pruner", Map.of("name", "median"));
  }

  private static Map<String, Object> good(String method) {
    Map<String, Object> good = GOOD.get(method);
    if (good == null) {
      throw new AssertionError(method);
    }
    return good;
  }
}

package dev.luthier.rpc;

import dev.luthier.error.InvalidInputException;
import dev.luthier.explain.ExplanationJson;
import dev.luthier.explain.StudyExplanation;
import dev.luthier.explain.TrialExplanation;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonNull;
import dev.luthier.rpc.Protocol.Method;
import dev.luthier.run.Ask;
import dev.luthier.run.Asked;
import dev.luthier.run.EvaluatedTrial;
import dev.luthier.run.StopReason;
import dev.luthier.run.Study;
import dev.luthier.store.AppendResult;
import dev.luthier.store.StudyState;
import dev.luthier.study.Measurement;
import dev.luthier.study.Outcome;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import dev.luthier.transfer.TrialJson;
import dev.luthier.transfer.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The methods about the trials of one study. */
final class TrialMethods {
  /** More than anybody evaluates at once; a slip of a key must not fill a store. */
  private static final long MOST_ASKED = 10_000;

  /** Enough for most studies in one reply, which then has less than a megabyte. */
  private static final long USUAL_PAGE = 1_000;

  private static final long LONGEST_PAGE = 10_000;

  /** Keys are kept for good. */
  private static final int LONGEST_KEY = 255;

  private static final String NUMBER = "number";
  private static final String TRIALS = "trials";
  private static final String PARAMETERS = "parameters";
  private static final String STATE = "state";

  private final OpenStudies studies;

  TrialMethods(OpenStudies studies) {
    this.studies = studies;
  }

  Map<String, Method> all() {
    Map<String, Method> methods = new LinkedHashMap<>();
    put(methods, "study.ask", TrialMethods::ask);
    put(methods, "study.tell", (study, parameters, _) -> tell(study, parameters));
    put(methods, "study.report", (study, parameters, _) -> report(study, parameters));
    put(methods, "study.abandon", (study, parameters, _) -> abandon(study, parameters));
    put(methods, "study.enqueue", (study, parameters, _) -> enqueue(study, parameters));
    put(methods, "study.add", (study, parameters, _) -> add(study, parameters));
    put(methods, "study.trials", (study, parameters, _) -> trials(study, parameters));
    put(methods, "study.best", (study, parameters, _) -> best(study, parameters));
    put(methods, "study.front", (study, parameters, _) -> front(study, parameters));
    put(methods, "study.explain", (study, parameters, _) -> explain(study, parameters));
    return methods;
  }

  /** A method of a study that is open. */
  @FunctionalInterface
  private interface Body {
    Map<String, Object> call(Study study, JsonFields parameters, long readAt);
  }

  private void put(Map<String, Method> methods, String name, Body body) {
    methods.put(
        name,
        (parameters, readAt) -> {
          Study study = studies.require(parameters.requireString(StudyMethods.STUDY));
          return body.call(study, parameters, readAt);
        });
  }

  private static Map<String, Object> ask(Study study, JsonFields parameters, long readAt) {
    long count = parameters.findLong("count").orElse(1);
    requireWithin(parameters, "count", count, 1, MOST_ASKED);
    Optional<String> key = key(parameters);
    OptionalLong timeout = parameters.findLong("timeout_ms");
    timeout.ifPresent(t -> requireWithin(parameters, "timeout_ms", t, 0, Long.MAX_VALUE));
    parameters.requireNoneLeft("in study.ask");
    Optional<Duration> limit =
        timeout.isPresent()
            ? Optional.of(
                Duration.ofMillis(timeout.getAsLong()).minusNanos(System.nanoTime() - readAt))
            : Optional.empty();
    Asked asked = study.askForClient(new Ask((int) count, key, limit));
    List<Object> trials = new ArrayList<>();
    for (TrialContext trial : asked.trials()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put(NUMBER, trial.number());
      json.put(PARAMETERS, trial.configuration().asMap());
      trials.add(json);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(TRIALS, trials);
    result.put("done", asked.done().<Object>map(TrialMethods::word).orElse(JsonNull.NULL));
    return result;
  }

  private static String word(StopReason done) {
    return switch (done) {
      case TRIALS, TIMEOUT, NO_IMPROVEMENT -> "budget";
      case TARGET -> "target";
      case EXHAUSTED -> "exhausted";
      case DRAINED, ABANDONED -> throw new IllegalStateException("nobody stops an ask: " + done);
    };
  }

  private static Map<String, Object> tell(Study study, JsonFields parameters) {
    long number = number(study, parameters);
    Optional<String> key = key(parameters);
    Outcome outcome = ToldTrial.read(parameters, study.spec());
    parameters.requireNoneLeft("in study.tell");
    return state(study, number, study.tell(number, outcome, key));
  }

  private static Map<String, Object> abandon(Study study, JsonFields parameters) {
    long number = number(study, parameters);
    String reason = parameters.findString("reason").orElse("given up by the client");
    parameters.requireNoneLeft("in study.abandon");
    return state(study, number, study.abandon(number, reason));
  }

  /** The state that a trial has now, unless it was told otherwise before. */
  private static Map<String, Object> state(Study study, long number, AppendResult result) {
    Trial trial = find(study, number);
    return switch (result) {
      case AppendResult.Appended _, AppendResult.Repeated _ ->
          Map.of(STATE, TrialState.of(trial).word());
      case AppendResult.Conflict _ when trial instanceof Trial.Finished finished ->
          throw new RpcException(
              ErrorCode.TOLD_OTHERWISE,
              NUMBER,
              number,
              "was told before: " + ToldTrial.text(finished));
      case AppendResult.Conflict _ when trial instanceof Trial.Pending ->
          throw new RpcException(
              ErrorCode.UNKNOWN_TRIAL, NUMBER, number, "nobody has asked for this trial yet");
      case AppendResult.Conflict(String reason) ->
          throw new RpcException(ErrorCode.CONFLICT, NUMBER, number, reason);
    };
  }

  private static Map<String, Object> report(Study study, JsonFields parameters) {
    long number = number(study, parameters);
    long step = parameters.requireLong("step");
    double value = parameters.requireNumber("value");
    parameters.requireNoneLeft("in study.report");
    if (study.read(state -> state.claim(number)).isEmpty()) {
      if (find(study, number) instanceof Trial.Finished) {
        return Map.of("stop", true);
      }
      throw new RpcException(
          ErrorCode.UNKNOWN_TRIAL, NUMBER, number, "nobody has asked for this trial yet");
    }
    Measurement report = Measurement.of(step, study.spec().firstObjective().name(), value);
    if (!study.read(state -> state.hasReported(number, report))) {
      study.report(number, report);
    }
    Optional<String> why = study.advice(number);
    Map<String, Object> result = new LinkedHashMap<>();
    // Somebody else may have ended the trial in the meantime.
    result.put("stop", why.isPresent() || study.read(state -> state.claim(number)).isEmpty());
    why.ifPresent(reason -> result.put("reason", reason));
    return result;
  }

  private static Map<String, Object> enqueue(Study study, JsonFields parameters) {
    Map<String, Object> values = parameters.requireObject(PARAMETERS).takeAll();
    Optional<String> key = key(parameters);
    parameters.requireNoneLeft("in study.enqueue");
    try {
      return Map.of(NUMBER, study.enqueue(values, key));
    } catch (InvalidInputException e) {
      throw e.within(PARAMETERS);
    }
  }

  private static Map<String, Object> add(Study study, JsonFields parameters) {
    List<Object> items = parameters.requireList(TRIALS);
    Optional<String> key = key(parameters);
    parameters.requireNoneLeft("in study.add");
    Instant now = Instant.now();
    Trial.Timing timing = new Trial.Timing("client", now, now);
    List<EvaluatedTrial> trials = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String path = TRIALS + "[" + i + "]";
      JsonFields trial = JsonFields.of(path, items.get(i));
      Map<String, Object> values = trial.requireObject(PARAMETERS).takeAll();
      Outcome outcome = ToldTrial.read(trial, study.spec());
      ToldTrial.requireNumbers(path, outcome);
      trial.requireNoneLeft("in a trial of study.add");
      trials.add(new EvaluatedTrial(values, List.of(), timing, outcome));
    }
    return Map.of("numbers", study.add(trials, key));
  }

  private static Map<String, Object> trials(Study study, JsonFields parameters) {
    long since = parameters.findLong("since").orElse(0);
    requireWithin(parameters, "since", since, 0, Long.MAX_VALUE);
    long limit = parameters.findLong("limit").orElse(USUAL_PAGE);
    requireWithin(parameters, "limit", limit, 1, LONGEST_PAGE);
    parameters.requireNoneLeft("in study.trials");
    return study.read(
        state -> {
          List<Object> page = new ArrayList<>();
          long end = Math.min(since + limit, state.trialCount());
          for (long number = since; number < end; number++) {
            page.add(TrialJson.write(state.find(number).orElseThrow()));
          }
          Map<String, Object> result = new LinkedHashMap<>();
          result.put(TRIALS, page);
          result.put(
              "next", end < state.trialCount() && !page.isEmpty() ? (Object) end : JsonNull.NULL);
          return result;
        });
  }

  private static Map<String, Object> best(Study study, JsonFields parameters) {
    parameters.requireNoneLeft("in study.best");
    Optional<Object> best = study.best().map(TrialJson::write);
    return Map.of("trial", best.orElse(JsonNull.NULL));
  }

  private static Map<String, Object> front(Study study, JsonFields parameters) {
    parameters.requireNoneLeft("in study.front");
    return Map.of(TRIALS, study.front().stream().map(TrialJson::write).toList());
  }

  private static Map<String, Object> explain(Study study, JsonFields parameters) {
    OptionalLong number = parameters.findLong(NUMBER);
    number.ifPresent(its -> requireTrial(study, parameters, its));
    parameters.requireNoneLeft("in study.explain");
    if (number.isEmpty()) {
      return ExplanationJson.write(StudyExplanation.of(study));
    }
    return study.read(
        state ->
            ExplanationJson.write(TrialExplanation.of(state, number.getAsLong()).orElseThrow()));
  }

  /** The number of a trial that there is. */
  private static long number(Study study, JsonFields parameters) {
    long number = parameters.requireLong(NUMBER);
    requireTrial(study, parameters, number);
    return number;
  }

  private static void requireTrial(Study study, JsonFields parameters, long number) {
    requireWithin(parameters, NUMBER, number, 0, Long.MAX_VALUE);
    int count = study.read(StudyState::trialCount);
    if (number >= count) {
      throw new RpcException(
          ErrorCode.UNKNOWN_TRIAL,
          NUMBER,
          number,
          "there is no such trial; the study has " + count);
    }
  }

  private static Trial find(Study study, long number) {
    return study.read(state -> state.find(number)).orElseThrow();
  }

  private static Optional<String> key(JsonFields parameters) {
    Optional<String> key = parameters.findString("key");
    key.ifPresent(
        k -> {
          if (k.isEmpty() || k.codePointCount(0, k.length()) > LONGEST_KEY) {
            throw new InvalidInputException(
                "key", k, "must have 1 to " + LONGEST_KEY + " characters");
          }
        });
    return key;
  }

  private static void requireWithin(
      JsonFields parameters, String name, long value, long low, long high) {
    if (value < low || value > high) {
      throw new InvalidInputException(
          parameters.path(name),
          value,
          high == Long.MAX_VALUE
              ? "must not be negative"
              : "must lie in [" + low + ", " + high + "]");
    }
  }
}

package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonFields;
import dev.luthier.space.Configuration;
import dev.luthier.study.Claim;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@link TrialJson}'s form; an entry that does not belong to the trial's state is unknown.
 */
final class TrialReader {
  private final JsonFields fields;
  private final long number;
  private final Configuration configuration;

  private TrialReader(JsonFields fields) {
    this.fields = fields;
    this.number = fields.requireLong("number");
    if (number < 0) {
      throw new InvalidInputException(fields.path("number"), number, "must not be negative");
    }
    this.configuration = configuration(fields.requireObject("parameters"));
  }

  static Trial read(JsonFields fields) {
    TrialState state = TrialState.require(fields.path("state"), fields.requireString("state"));
    Trial trial = new TrialReader(fields).trial(state);
    fields.requireNoneLeft("in a " + state.word() + " trial");
    return trial;
  }

  private Trial trial(TrialState state) {
    return switch (state) {
      case PENDING -> new Trial.Pending(number, configuration);
      case RUNNING -> new Trial.Running(number, configuration, claim(), measurements());
      case COMPLETED ->
          new Trial.Completed(number, configuration, measurements(), timing(), evaluation());
      case PRUNED ->
          new Trial.Pruned(
              number, configuration, measurements(), timing(), fields.requireString("reason"));
      case FAILED ->
          new Trial.Failed(
              number,
              configuration,
              measurements(),
              timing(),
              failure(fields.requireObject("failure")));
      case ABANDONED ->
          new Trial.Abandoned(
              number, configuration, measurements(), timing(), fields.requireString("reason"));
    };
  }

  private static Configuration configuration(JsonFields parameters) {
    Map<String, Object> values = parameters.takeAll();
    values.forEach(
        (name, value) -> {
          boolean scalar =
              value instanceof String
                  || value instanceof Boolean
                  || (value instanceof Number number && Double.isFinite(number.doubleValue()));
          if (!scalar) {
            throw new InvalidInputException(
                parameters.path(name), value, "must be a string, a boolean or a finite number");
          }
        });
    return Configuration.of(values);
  }

  private Evaluation evaluation() {
    return new Evaluation(
        fields.requireObject("values").takeNumbers(),
        fields.findNumber("stderr"),
        fields.findNumber("cost"),
        fields.findObject("constraints").map(JsonFields::takeNumbers).orElse(Map.of()));
  }

  private static Failure failure(JsonFields failure) {
    Failure.Kind kind =
        Words.FAILURE_KINDS.constant(failure.path("kind"), failure.requireString("kind"));
    String message = failure.requireString("message");
    String detail = failure.findString("detail").orElse("");
    failure.requireNoneLeft("in a failure");
    return new Failure(kind, message, detail);
  }

  private List<Measurement> measurements() {
    Optional<Object> written = fields.find("measurements");
    if (written.isEmpty()) {
      return List.of();
    }
    List<Measurement> measurements = new ArrayList<>();
    for (Object item : JsonFields.list(fields.path("measurements"), written.get())) {
      String path = fields.path("measurements[" + measurements.size() + "]");
      JsonFields measurement = JsonFields.of(path, item);
      measurements.add(
          new Measurement(
              measurement.requireLong("step"), measurement.requireObject("values").takeNumbers()));
      measurement.requireNoneLeft("in a measurement");
    }
    return measurements;
  }

  private Trial.Timing timing() {
    return Times.timing(worker(), instant("start"), instant("end"));
  }

  private Claim claim() {
    Instant since = instant("start").orElse(Instant.EPOCH);
    return new Claim(worker(), since, instant("lease_until").orElse(since));
  }

  private String worker() {
    return fields.findString("worker").orElse(Times.UNKNOWN_WORKER);
  }

  private Optional<Instant> instant(String name) {
    return fields.findString(name).map(text -> Times.instant(fields.path(name), text));
  }
}

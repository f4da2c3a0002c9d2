package dev.luthier.store.codec;

import dev.luthier.json.JsonWriter;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.store.StudyState;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.study.Claim;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Trial;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a {@link StudyState} in binary: a JSON head, then trial after trial in order of number.
 * Parsing 300,000 events of JSON in a fresh JVM takes seconds; this takes a tenth.
 *
 * <pre>
 *   text    a string: 0, length, UTF-8 when new; 1 + its index when written before
 *   trial   kind, added?, rationale, values of its active parameters in canonical order,
 *           measurements, claim or timing, end position, outcome
 * </pre>
 *
 * <p>Of an open space the head has what it has grown to, a trial has its values as a JSON object,
 * because any may be missing or unknown, and one that runs ends with the names of what it has asked
 * for. Only stores that can have open spaces have these, so the version is the same.
 */
public final class SnapshotWriter {
  /**
   * Of the binary form; a snapshot of another version is ignored and the events are read. The
   * second looks like the first, but has the keys of proposals and additions too: who took a first
   * for whole would do again what had been said under them. The third has the choices of backends,
   * the fourth rationales.
   */
  static final int VERSION = 4;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Map<String, Integer> texts = new HashMap<>();
  private final StudyState state;
  private final boolean isOpen;

  private SnapshotWriter(StudyState state) {
    this.state = state;
    this.isOpen = state.spec().space().isOpen();
  }

  /**
   * The state, and the positions of events that have keys, as the ledger gives them. O(trials).
   *
   * @throws IllegalArgumentException when a configuration is not of the state's space
   */
  public static byte[] write(StudyState state, Map<String, Long> keyPositions) {
    SnapshotWriter writer = new SnapshotWriter(state);
    try {
      writer.head(keyPositions);
      writer.trials();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // An array takes whatever it is given.
    }
    return writer.bytes.toByteArray();
  }

  private void head(Map<String, Long> keyPositions) throws IOException {
    out.writeInt(VERSION);
    out.writeLong(state.events());
    text(JsonWriter.write(SpecCodec.budget(state.spec().budget())));
    text(JsonWriter.write(SpecCodec.provenance(state.provenance())));
    if (isOpen) {
      text(state.spec().space().toJson());
    }
    out.writeInt(state.backends().size());
    for (BackendChosen chosen : state.backends()) {
      text(JsonWriter.write(EventCodec.backend(chosen)));
    }
    out.writeInt(keyPositions.size());
    for (Map.Entry<String, Long> entry : keyPositions.entrySet()) {
      text(entry.getKey());
      out.writeLong(entry.getValue());
    }
    out.writeInt(state.trialCount());
  }

  private void trials() throws IOException {
    long[] endPositions = new long[state.trialCount()];
    state.forEachFinished((trial, position) -> endPositions[(int) trial.number()] = position);
    for (Trial trial : state.trials()) {
      boolean isAdded = state.isAdded(trial.number());
      out.writeByte(kind(trial).code);
      out.writeBoolean(isAdded);
      rationale(state.rationale(trial.number()));
      configuration(trial.configuration());
      switch (trial) {
        case Trial.Pending _ -> {
          // Nothing more is known of it.
        }
        case Trial.Running running -> {
          measurements(running.measurements());
          Claim claim = running.claim();
          text(claim.worker());
          instant(claim.since());
          instant(claim.leaseUntil());
          if (isOpen) {
            names(state.evaluated(running.number()).asMap().keySet());
          }
        }
        case Trial.Finished end -> {
          out.writeLong(endPositions[(int) trial.number()]);
          measurements(end.measurements());
          text(end.timing().worker());
          instant(end.timing().start());
          instant(end.timing().end());
          outcome(end);
        }
      }
    }
  }

  /** What stands at the beginning of a trial. */
  enum Kind {
    PENDING('w'),
    RUNNING('r'),
    COMPLETED('c'),
    PRUNED('p'),
    FAILED('f'),
    ABANDONED('a');

    private final byte code;

    Kind(char code) {
      this.code = (byte) code;
    }

    static Kind of(byte code) {
      for (Kind kind : VALUES) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("there is no kind of trial " + code);
    }

    private static final List<Kind> VALUES = List.of(values());
  }

  private static Kind kind(Trial trial) {
    return switch (trial) {
      case Trial.Pending _ -> Kind.PENDING;
      case Trial.Running _ -> Kind.RUNNING;
      case Trial.Completed _ -> Kind.COMPLETED;
      case Trial.Pruned _ -> Kind.PRUNED;
      case Trial.Failed _ -> Kind.FAILED;
      case Trial.Abandoned _ -> Kind.ABANDONED;
    };
  }

  private void names(Set<String> names) throws IOException {
    out.writeInt(names.size());
    for (String name : names) {
      text(name);
    }
  }

  /** How many predictions, −1 for no rationale at all; NaN stands for no acquisition. */
  private void rationale(Optional<Rationale> rationale) throws IOException {
    if (rationale.isEmpty()) {
      out.writeInt(-1);
      return;
    }
    Rationale why = rationale.get();
    out.writeInt(why.predictions().size());
    for (Map.Entry<String, Prediction> entry : why.predictions().entrySet()) {
      text(entry.getKey());
      out.writeDouble(entry.getValue().mean());
      out.writeDouble(entry.getValue().deviation());
    }
    text(why.motive().name());
    out.writeDouble(why.acquisition().orElse(Double.NaN));
  }

  private void configuration(Configuration configuration) throws IOException {
    if (isOpen) {
      text(configuration.toJson());
      return;
    }
    int written = 0;
    for (Parameter<?> parameter : state.spec().space().parameters()) {
      Optional<Object> value = configuration.find(parameter.name());
      if (value.isPresent()) {
        value(parameter, value.get());
        written++;
      }
    }
    if (written != configuration.size()) {
      throw new IllegalArgumentException(configuration + " is not of the study's space");
    }
  }

  private void value(Parameter<?> parameter, Object value) throws IOException {
    switch (parameter) {
      case RealParameter _ -> out.writeDouble((Double) value);
      case IntegerParameter _ -> out.writeLong((Long) value);
      case CategoricalParameter<?> p -> index(p.choices(), value);
      case OrdinalParameter<?> p -> index(p.values(), value);
    }
  }

  private void index(List<?> values, Object value) throws IOException {
    int index = values.indexOf(value);
    if (index < 0) {
      throw new IllegalArgumentException(value + " is none of " + values);
    }
    out.writeInt(index);
  }

  private void measurements(List<Measurement> measurements) throws IOException {
    out.writeInt(measurements.size());
    for (Measurement measurement : measurements) {
      out.writeLong(measurement.step());
      numbers(measurement.values());
    }
  }

  private void outcome(Trial.Finished end) throws IOException {
    switch (end) {
      case Trial.Completed completed -> {
        Evaluation evaluation = completed.evaluation();
        numbers(evaluation.values());
        numbers(evaluation.constraints());
        // NaN stands for nothing: no trial that completed has one.
        out.writeDouble(evaluation.standardError().orElse(Double.NaN));
        out.writeDouble(evaluation.cost().orElse(Double.NaN));
      }
      case Trial.Pruned pruned -> text(pruned.reason());
      case Trial.Abandoned abandoned -> text(abandoned.reason());
      case Trial.Failed failed -> {
        Failure failure = failed.failure();
        text(failure.kind().name());
        text(failure.message());
        text(failure.detail());
      }
    }
  }

  private void numbers(Map<String, Double> numbers) throws IOException {
    out.writeInt(numbers.size());
    for (Map.Entry<String, Double> number : numbers.entrySet()) {
      text(number.getKey());
      out.writeDouble(number.getValue());
    }
  }

  private void instant(Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private void text(String text) throws IOException {
    Integer index = texts.putIfAbsent(text, texts.size());
    if (index != null) {
      out.writeInt(index + 1);
    } else {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(0);
      out.writeInt(utf8.length);
      out.write(utf8);
    }
  }
}

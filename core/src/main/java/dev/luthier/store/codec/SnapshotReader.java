package dev.luthier.store.codec;

import dev.luthier.config.JsonSpace;
import dev.luthier.json.JsonReader;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.store.StudyState;
import dev.luthier.store.codec.SnapshotWriter.Kind;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.study.Budget;
import dev.luthier.study.Claim;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Provenance;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads back what {@link SnapshotWriter} wrote. */
public final class SnapshotReader {
  private final ByteBuffer in;
  private SearchSpace space;
  private final List<String> texts = new ArrayList<>();

  private SnapshotReader(byte[] bytes, SearchSpace space) {
    this.in = ByteBuffer.wrap(bytes);
    this.space = space;
  }

  /** A state, and the positions of events that have keys, as a ledger takes them. */
  public record Snapshot(StudyState state, Map<String, Long> keyPositions) {}

  /**
   * The snapshot in these bytes, which have been checked to be what was written.
   *
   * @param spec of the study; its space decides the types that configurations get
   * @return empty when they are of another version than ours
   */
  public static Optional<Snapshot> read(byte[] bytes, StudySpec spec) {
    SnapshotReader reader = new SnapshotReader(bytes, spec.space());
    return reader.in.getInt() == SnapshotWriter.VERSION
        ? Optional.of(reader.snapshot(spec))
        : Optional.empty();
  }

  private Snapshot snapshot(StudySpec spec) {
    long events = in.getLong();
    Budget budget = SpecCodec.budget(EventFields.parse(text()));
    Provenance provenance = SpecCodec.provenance(EventFields.parse(text()));
    if (space.isOpen()) {
      space = JsonSpace.read(JsonReader.readObject(text()));
    }
    List<BackendChosen> backends = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      backends.add(EventCodec.backend(EventFields.parse(text())));
    }
    Map<String, Long> keyPositions = new HashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      keyPositions.put(text(), in.getLong());
    }
    int count = in.getInt();
    List<StudyState.Restored> trials = new ArrayList<>(count);
    for (long number = 0; number < count; number++) {
      trials.add(trial(number));
    }
    var head =
        new StudyState.Head(spec.withBudget(budget).withSpace(space), provenance, backends, events);
    StudyState state = StudyState.restore(head, trials);
    return new Snapshot(state, keyPositions);
  }

  private StudyState.Restored trial(long number) {
    Kind kind = Kind.of(in.get());
    boolean isAdded = in.get() != 0;
    Optional<Rationale> why = rationale();
    Configuration configuration = configuration();
    return switch (kind) {
      case PENDING ->
          new StudyState.Restored(new Trial.Pending(number, configuration), -1, isAdded, why);
      case RUNNING -> {
        List<Measurement> measurements = measurements();
        Claim claim = new Claim(text(), instant(), instant());
        Trial trial = new Trial.Running(number, configuration, claim, measurements);
        Set<String> suggested = space.isOpen() ? names() : Set.of();
        yield new StudyState.Restored(trial, -1, isAdded, suggested, why);
      }
      case COMPLETED, PRUNED, FAILED, ABANDONED -> {
        long endPosition = in.getLong();
        List<Measurement> measured = measurements();
        Trial.Timing timing = new Trial.Timing(text(), instant(), instant());
        Unfinished rest = new Unfinished(number, configuration, measured, timing);
        yield new StudyState.Restored(finished(kind, rest), endPosition, isAdded, why);
      }
    };
  }

  private Configuration configuration() {
    return space.isOpen()
        ? space.recalled(JsonReader.readObject(text()))
        : space.configure((_, parameter) -> value(parameter));
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    for (int left = in.getInt(); left > 0; left--) {
      names.add(text());
    }
    return names;
  }

  private Optional<Rationale> rationale() {
    int count = in.getInt();
    if (count < 0) {
      return Optional.empty();
    }
    Map<String, Prediction> predictions = new HashMap<>();
    for (int i = 0; i < count; i++) {
      predictions.put(text(), new Prediction(in.getDouble(), in.getDouble()));
    }
    Rationale.Motive motive = Rationale.Motive.valueOf(text());
    return Optional.of(new Rationale(motive, predictions, numberUnlessNaN()));
  }

  /** What all finished trials have. */
  private record Unfinished(
      long number, Configuration configuration, List<Measurement> measured, Trial.Timing timing) {}

  private Trial finished(Kind kind, Unfinished t) {
    return switch (kind) {
      case COMPLETED ->
          new Trial.Completed(t.number, t.configuration, t.measured, t.timing, evaluation());
      case PRUNED -> new Trial.Pruned(t.number, t.configuration, t.measured, t.timing, text());
      case ABANDONED ->
          new Trial.Abandoned(t.number, t.configuration, t.measured, t.timing, text());
      case FAILED -> {
        Failure failure = new Failure(Failure.Kind.valueOf(text()), text(), text());
        yield new Trial.Failed(t.number, t.configuration, t.measured, t.timing, failure);
      }
      case PENDING, RUNNING -> throw new IllegalArgumentException(kind + " is not finished");
    };
  }

  private Object value(Parameter<?> parameter) {
    return switch (parameter) {
      case RealParameter _ -> in.getDouble();
      case IntegerParameter _ -> in.getLong();
      case CategoricalParameter<?> p -> p.choices().get(in.getInt());
      case OrdinalParameter<?> p -> p.values().get(in.getInt());
    };
  }

  private List<Measurement> measurements() {
    int count = in.getInt();
    List<Measurement> measurements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      measurements.add(new Measurement(in.getLong(), numbers()));
    }
    return List.copyOf(measurements);
  }

  private Evaluation evaluation() {
    Map<String, Double> values = numbers();
    Map<String, Double> constraints = numbers();
    return new Evaluation(values, numberUnlessNaN(), numberUnlessNaN(), constraints);
  }

  private OptionalDouble numberUnlessNaN() {
    double value = in.getDouble();
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private Map<String, Double> numbers() {
    int count = in.getInt();
    // Nearly always one objective and no constraint, of which there are hundreds of thousands.
    if (count == 0) {
      return Map.of();
    }
    if (count == 1) {
      return Map.of(text(), in.getDouble());
    }
    Map<String, Double> numbers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put(text(), in.getDouble());
    }
    return numbers;
  }

  private Instant instant() {
    return Instant.ofEpochSecond(in.getLong(), in.getInt());
  }

  private String text() {
    int index = in.getInt();
    if (index > 0) {
      return texts.get(index - 1);
    }
    byte[] utf8 = new byte[in.getInt()];
    in.get(utf8);
    String text = new String(utf8, StandardCharsets.UTF_8);
    texts.add(text);
    return text;
  }
}

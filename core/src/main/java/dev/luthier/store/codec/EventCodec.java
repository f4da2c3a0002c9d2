package dev.luthier.store.codec;

import dev.luthier.config.JsonSpace;
import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.store.StudyEvent.ClaimRenewed;
import dev.luthier.store.StudyEvent.Measured;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.SpaceGrown;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.StudyResumed;
import dev.luthier.store.StudyEvent.Suggested;
import dev.luthier.store.StudyEvent.TrialAdded;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.study.Claim;
import dev.luthier.study.Measurement;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** An event to JSON and back, exactly. Stateless. */
public final class EventCodec {
  private static final String RATIONALE = "rationale";

  private EventCodec() {}

  /** One line. The position is not in it: the store knows where it keeps the event. */
  public static String write(Instant time, StudyEvent event) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("event", name(event));
    out.put("at", pair(time));
    switch (event) {
      case StudyCreated e -> SpecCodec.write(out, e);
      case StudyResumed(var budget, var provenance) -> {
        out.put("budget", SpecCodec.budget(budget));
        out.put("provenance", SpecCodec.provenance(provenance));
      }
      case BackendChosen e -> out.putAll(backend(e));
      case SpaceGrown e -> out.put("space", space(SearchSpace.open().with(e.parameter())));
      case TrialProposed e -> {
        out.put("trial", e.trial());
        out.put("parameters", e.configuration().asMap());
        out.put("origin", lowerCase(e.origin()));
        out.put("basis", e.basis());
        e.rounds().ifPresent(rounds -> out.put("rounds", (long) rounds));
        e.rationale().ifPresent(why -> out.put(RATIONALE, RationaleCodec.write(why)));
        e.key().ifPresent(key -> out.put("key", key));
      }
      case TrialAdded e -> {
        out.put("trial", e.trial());
        out.put("parameters", e.configuration().asMap());
        out.put("worker", e.timing().worker());
        out.put("start", pair(e.timing().start()));
        out.put("end", pair(e.timing().end()));
        if (!e.measurements().isEmpty()) {
          out.put("measurements", e.measurements().stream().map(EventCodec::measurement).toList());
        }
        OutcomeCodec.write(out, e.outcome());
        e.key().ifPresent(key -> out.put("key", key));
      }
      case TrialClaimed(long trial, Claim claim, Optional<String> key) -> {
        out.put("trial", trial);
        out.put("worker", claim.worker());
        out.put("since", pair(claim.since()));
        out.put("lease_until", pair(claim.leaseUntil()));
        key.ifPresent(k -> out.put("key", k));
      }
      case ClaimRenewed e -> {
        out.put("trial", e.trial());
        out.put("worker", e.worker());
        out.put("lease_until", pair(e.leaseUntil()));
      }
      case Suggested e -> {
        out.put("trial", e.trial());
        out.put("parameters", Map.of(e.parameter(), e.value()));
      }
      case Measured(long trial, Measurement measurement) -> {
        out.put("trial", trial);
        out.putAll(measurement(measurement));
      }
      case TrialFinished e -> {
        out.put("trial", e.trial());
        out.put("worker", e.worker());
        OutcomeCodec.write(out, e.outcome());
        e.key().ifPresent(key -> out.put("key", key));
      }
    }
    return JsonWriter.write(out);
  }

  /**
   * The event that was written.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   * @throws dev.luthier.json.JsonException when it is not even JSON
   */
  public static StoredEvent read(long position, String text) {
    EventFields in = EventFields.parse(text);
    return new StoredEvent(position, in.instant("at"), event(in));
  }

  private static String name(StudyEvent event) {
    return switch (event) {
      case StudyCreated _ -> "created";
      case StudyResumed _ -> "resumed";
      case BackendChosen _ -> "backend_chosen";
      case TrialProposed _ -> "proposed";
      case TrialAdded _ -> "added";
      case TrialClaimed _ -> "claimed";
      case ClaimRenewed _ -> "renewed";
      case SpaceGrown _ -> "space_grown";
      case Suggested _ -> "suggested";
      case Measured _ -> "measured";
      case TrialFinished _ -> "finished";
    };
  }

  private static StudyEvent event(EventFields in) {
    String name = in.text("event");
    return switch (name) {
      case "created" -> SpecCodec.created(in);
      case "resumed" ->
          new StudyResumed(
              SpecCodec.budget(in.object("budget")), SpecCodec.provenance(in.object("provenance")));
      case "backend_chosen" -> backend(in);
      case "proposed" ->
          new TrialProposed(
              in.whole("trial"),
              Configuration.of(in.map("parameters")),
              constant(Origin.class, in.text("origin")),
              in.whole("basis"),
              rounds(in),
              in.has(RATIONALE)
                  ? Optional.of(RationaleCodec.read(in.object(RATIONALE)))
                  : Optional.empty(),
              in.findText("key"));
      case "added" -> added(in);
      case "claimed" ->
          new TrialClaimed(
              in.whole("trial"),
              new Claim(in.text("worker"), in.instant("since"), in.instant("lease_until")),
              in.findText("key"));
      case "renewed" ->
          new ClaimRenewed(in.whole("trial"), in.text("worker"), in.instant("lease_until"));
      case "space_grown" -> new SpaceGrown(parameter(in));
      case "suggested" -> suggested(in);
      case "measured" -> new Measured(in.whole("trial"), measurement(in));
      case "finished" ->
          new TrialFinished(
              in.whole("trial"), in.text("worker"), OutcomeCodec.read(in), in.findText("key"));
      default -> throw new IllegalArgumentException("there is no event " + name);
    };
  }

  /** Names to definitions. */
  private static Map<String, Object> space(SearchSpace space) {
    return new EventFields(JsonReader.readObject(space.toJson())).map("space");
  }

  private static Parameter<?> parameter(EventFields in) {
    Map<String, Object> space = Map.of("space", in.map("space"), "forbidden", List.of());
    return only(JsonSpace.read(space).parameters());
  }

  private static Suggested suggested(EventFields in) {
    Map.Entry<String, Object> entry = only(List.copyOf(in.map("parameters").entrySet()));
    return new Suggested(in.whole("trial"), entry.getKey(), entry.getValue());
  }

  private static <T> T only(List<T> items) {
    if (items.size() != 1) {
      throw new IllegalArgumentException(items + ": must be one parameter");
    }
    return items.getFirst();
  }

  private static OptionalInt rounds(EventFields in) {
    OptionalLong rounds = in.findWhole("rounds");
    return rounds.isPresent()
        ? OptionalInt.of(Math.toIntExact(rounds.getAsLong()))
        : OptionalInt.empty();
  }

  static Map<String, Object> backend(BackendChosen chosen) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("backend", chosen.backend());
    out.put("version", chosen.version());
    out.put("observations", chosen.observations());
    out.put("predicted", new TreeMap<>(chosen.predicted()));
    out.put("reason", chosen.reason());
    return out;
  }

  static BackendChosen backend(EventFields in) {
    return new BackendChosen(
        in.text("backend"),
        in.text("version"),
        in.whole("observations"),
        in.findNumbers("predicted"),
        in.text("reason"));
  }

  private static TrialAdded added(EventFields in) {
    List<Measurement> measurements = new ArrayList<>();
    if (in.has("measurements")) {
      for (Object item : in.list("measurements")) {
        measurements.add(measurement(new EventFields(in.asMap("measurements", item))));
      }
    }
    return new TrialAdded(
        in.whole("trial"),
        Configuration.of(in.map("parameters")),
        measurements,
        new Trial.Timing(in.text("worker"), in.instant("start"), in.instant("end")),
        OutcomeCodec.read(in),
        in.findText("key"));
  }

  private static Map<String, Object> measurement(Measurement measurement) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("step", measurement.step());
    out.put("values", new TreeMap<>(measurement.values()));
    return out;
  }

  private static Measurement measurement(EventFields in) {
    return new Measurement(in.whole("step"), in.findNumbers("values"));
  }

  static List<Long> pair(Instant instant) {
    return List.of(instant.getEpochSecond(), (long) instant.getNano());
  }

  static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }
}

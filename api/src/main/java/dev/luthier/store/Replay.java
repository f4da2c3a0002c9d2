package dev.luthier.store;

import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.Suggested;
import dev.luthier.store.StudyEvent.TrialAdded;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.study.StudySpec;
import java.util.List;
import java.util.Optional;

/**
 * Folds a log that was written, its configurations brought to the types of a space: a store keeps
 * scalars, and gives back the name of an enum constant, and 1 as a {@code long}.
 */
public final class Replay {
  private static final int CHUNK = 10_000;

  private final Optional<SearchSpace> space;
  private Optional<StudyState> state;

  /**
   * A replay from the first event on.
   *
   * @param space equal to that of the log, or open as it is, whose types the configurations get;
   *     the log's own if empty
   */
  public Replay(Optional<SearchSpace> space) {
    this.space = space;
    this.state = Optional.empty();
  }

  /** A replay that goes on from a state. */
  public Replay(StudyState state) {
    this.space = Optional.empty();
    this.state = Optional.of(state);
  }

  /** All of a log. O(events). */
  StudyState all(EventLog log) {
    long position = 0;
    for (List<StoredEvent> chunk = log.read(0, CHUNK);
        !chunk.isEmpty();
        chunk = log.read(position, CHUNK)) {
      chunk.forEach(this::next);
      position += chunk.size();
    }
    return state();
  }

  /** Takes the next event, from the first on. */
  public void next(StoredEvent stored) {
    if (state.isEmpty()) {
      state = Optional.of(StudyState.fold(List.of(with(stored, typed(stored.event())))));
    } else {
      state.get().apply(with(stored, typed(stored.event())));
    }
  }

  /** What the events so far amount to; there has been one. */
  public StudyState state() {
    return state.orElseThrow(() -> new IllegalStateException("the log is empty"));
  }

  private StudyEvent typed(StudyEvent event) {
    return switch (event) {
      case StudyCreated e -> new StudyCreated(typed(e.spec()), e.provenance());
      case TrialProposed e ->
          new TrialProposed(
              e.trial(),
              wished(e.configuration()),
              e.origin(),
              e.basis(),
              e.rounds(),
              e.rationale(),
              e.key());
      case TrialAdded e ->
          new TrialAdded(
              e.trial(),
              typed(e.configuration()),
              e.measurements(),
              e.timing(),
              e.outcome(),
              e.key());
      case Suggested(long trial, String name, Object value) -> {
        Parameter<?> parameter =
            state()
                .spec()
                .space()
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException(name + " is no parameter"));
        yield new Suggested(trial, name, parameter.valueOf(value));
      }
      case StudyEvent.StudyResumed _,
          StudyEvent.BackendChosen _,
          StudyEvent.SpaceGrown _,
          StudyEvent.TrialClaimed _,
          StudyEvent.ClaimRenewed _,
          StudyEvent.Measured _,
          StudyEvent.TrialFinished _ ->
          event;
    };
  }

  private StudySpec typed(StudySpec spec) {
    if (spec.space().isOpen() && space.map(SearchSpace::isOpen).orElse(true)) {
      return spec; // What it has grown to is in the log, in types that can be written.
    }
    if (space.isPresent() && !space.get().equals(spec.space())) {
      throw new IllegalArgumentException("a log cannot be replayed into another space");
    }
    return space.map(spec::withSpace).orElse(spec);
  }

  private Configuration wished(Configuration written) {
    return state().spec().space().recalled(written.asMap());
  }

  private Configuration typed(Configuration written) {
    return state().spec().space().configuration(written.asMap());
  }

  private static StoredEvent with(StoredEvent stored, StudyEvent event) {
    return new StoredEvent(stored.position(), stored.time(), event);
  }
}

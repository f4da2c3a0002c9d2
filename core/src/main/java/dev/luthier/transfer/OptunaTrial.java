package dev.luthier.transfer;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trial of Optuna's, put together piece by piece as its storage has it. Confined to the thread
 * that reads the file.
 */
final class OptunaTrial {
  private final long number;
  private OptunaState state;
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final SortedMap<Long, Double> values = new TreeMap<>();
  private final SortedMap<Long, Double> steps = new TreeMap<>();
  private final OptunaConstraints constraints = new OptunaConstraints();
  private Optional<Instant> start = Optional.empty();
  private Optional<Instant> end = Optional.empty();

  OptunaTrial(long number, OptunaState state) {
    this.number = number;
    this.state = state;
  }

  long number() {
    return number;
  }

  OptunaState state() {
    return state;
  }

  void enter(OptunaState newState) {
    state = newState;
  }

  /** Names to values as the objective saw them. */
  Map<String, Object> parameters() {
    return parameters;
  }

  /** By the objective's position. */
  SortedMap<Long, Double> values() {
    return values;
  }

  /** Intermediate values by step; the order of their reports is in no storage but the journal. */
  SortedMap<Long, Double> steps() {
    return steps;
  }

  OptunaConstraints constraints() {
    return constraints;
  }

  Optional<Instant> start() {
    return start;
  }

  Optional<Instant> end() {
    return end;
  }

  void startAt(Instant instant) {
    start = Optional.of(instant);
  }

  void endAt(Instant instant) {
    end = Optional.of(instant);
  }
}

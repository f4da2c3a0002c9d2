package dev.luthier.store.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.store.StudyState;
import dev.luthier.store.codec.SnapshotReader.Snapshot;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.study.Budget;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Provenance;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void keysComeBackWithTheirPositions() {
    Map<String, Long> keys = Map.of("a", 1L, "", 2L, "\"é\"☃", 1L << 39, "study", 4L);
    Snapshot read = SnapshotReader.read(SnapshotWriter.write(state(), keys), spec()).orElseThrow();
    assertEquals(keys, read.keyPositions());
    assertEquals(state().trials(), read.state().trials());
    assertEquals(state().events(), read.state().events());
  }

  @Test
  void choicesOfBackendsComeBack() {
    StudyState state = state();
    var first = new BackendChosen("vector", "1", 1, Map.of("vector", 0.1 + 0.2), "\"é\"");
    var second = new BackendChosen("openblas", "2", 128, Map.of(), "");
    state.apply(new StoredEvent(2, NOW, first));
    state.apply(new StoredEvent(3, NOW, second));
    Snapshot read =
        SnapshotReader.read(SnapshotWriter.write(state, Map.of()), spec()).orElseThrow();
    assertEquals(List.of(first, second), read.state().backends());
    assertEquals(state.trials(), read.state().trials());
  }

  @Test
  void whyTrialsWereProposedComesBack() {
    StudyState state = state();
    Configuration x = Configuration.of(Map.of("x", 0.25));
    var whole =
        new Rationale(
            Rationale.Motive.EXPLORATION,
            Map.of("value", new Prediction(0.1 + 0.2, 1e-300), "é", new Prediction(-1, 0)),
            OptionalDouble.of(-2.5));
    var bare = new Rationale(Rationale.Motive.DESIGN, Map.of(), OptionalDouble.empty());
    state.apply(new StoredEvent(2, NOW, proposed(1, x, Optional.of(whole))));
    state.apply(new StoredEvent(3, NOW, proposed(2, x, Optional.empty())));
    state.apply(new StoredEvent(4, NOW, proposed(3, x, Optional.of(bare))));
    StudyState read =
        SnapshotReader.read(SnapshotWriter.write(state, Map.of()), spec()).orElseThrow().state();
    assertEquals(Optional.empty(), read.rationale(0));
    assertEquals(Optional.of(whole), read.rationale(1));
    assertEquals(Optional.empty(), read.rationale(2));
    assertEquals(Optional.of(bare), read.rationale(3));
    assertEquals(state.trials(), read.trials());
  }

  private static TrialProposed proposed(long trial, Configuration x, Optional<Rationale> why) {
    return new TrialProposed(
        trial, x, Origin.STRATEGY, 1, OptionalInt.empty(), why, Optional.empty());
  }

  /** The first version had the keys of claims only: it must not pass for whole. */
  @Test
  void aSnapshotOfTheFirstVersionIsPassedOver() {
    byte[] bytes = SnapshotWriter.write(state(), Map.of());
    ByteBuffer.wrap(bytes).putInt(0, 1);
    assertEquals(Optional.empty(), SnapshotReader.read(bytes, spec()));
  }

  private static StudyState state() {
    Configuration x = Configuration.of(Map.of("x", 0.5));
    return StudyState.fold(
        List.of(
            new StoredEvent(0, NOW, new StudyCreated(spec(), new Provenance("0", "25", "none"))),
            new StoredEvent(
                1, NOW, new TrialProposed(0, x, Origin.ENQUEUED, 1, Optional.of("a")))));
  }

  private static StudySpec spec() {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    return new StudySpec(
        "study",
        space.build(),
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        StrategySpec.named("random"),
        1,
        Budget.UNLIMITED);
  }
}

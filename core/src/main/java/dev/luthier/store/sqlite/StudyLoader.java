package dev.luthier.store.sqlite;

import dev.luthier.space.SearchSpace;
import dev.luthier.store.Replay;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.TrialObtained;
import dev.luthier.store.codec.SnapshotReader;
import dev.luthier.store.codec.SnapshotReader.Snapshot;
import dev.luthier.study.StudySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings one study from the file into memory: its snapshot, if there is one, and what came later.
 */
record StudyLoader(StoreFile file, EventReader reader, long study) {

  /**
   * What the file knows of the study.
   *
   * @param space equal to the study's, whose types the configurations get
   * @throws dev.luthier.store.StoreException when it is not what was written
   */
  Snapshot load(Optional<SearchSpace> space) {
    Optional<Snapshot> snapshot = snapshot(space);
    long from = snapshot.map(s -> s.state().events()).orElse(0L);
    Replay replay = snapshot.map(s -> new Replay(s.state())).orElseGet(() -> new Replay(space));
    Map<String, Long> keys = new HashMap<>(snapshot.map(Snapshot::keyPositions).orElse(Map.of()));
    reader.read(
        study,
        from,
        Integer.MAX_VALUE,
        stored -> {
          next(replay, stored);
          if (stored.event() instanceof TrialObtained obtained) {
            obtained.key().ifPresent(key -> keys.put(key, stored.position()));
          }
        });
    return new Snapshot(replay.state(), keys);
  }

  private void next(Replay replay, StoredEvent stored) {
    try {
      replay.next(stored);
    } catch (IllegalArgumentException e) {
      throw file.damaged("event " + stored.position() + ": " + e.getMessage()).causedBy(e);
    }
  }

  private Optional<Snapshot> snapshot(Optional<SearchSpace> space) {
    Optional<byte[]> bytes = reader.snapshot(study);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    List<StoredEvent> first = new ArrayList<>();
    reader.read(study, 0, 1, first::add);
    if (first.isEmpty() || !(first.getFirst().event() instanceof StudyCreated created)) {
      throw file.damaged("study " + study + " does not begin with its creation");
    }
    StudySpec spec = space.map(created.spec()::withSpace).orElse(created.spec());
    return SnapshotReader.read(bytes.get(), spec);
  }
}

package dev.luthier.store.sqlite;

import dev.luthier.store.StoreException;
import dev.luthier.store.StudyState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store that is only read, also while another process owns it and writes. Shows what was durable
 * when it was asked.
 */
public final class SqliteArchive implements AutoCloseable {
  private final StoreFile file;
  private final EventReader reader;

  private SqliteArchive(StoreFile file, EventReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /**
   * Opens a store for reading. O(file): all of it is checked.
   *
   * @throws StoreException when there is none, it is damaged, or of a version we do not know
   */
  public static SqliteArchive open(Path path) {
    StoreFile file = StoreFile.at(path);
    if (!file.exists()) {
      throw new StoreException(file.name(), "does not exist", "Run the study first.");
    }
    var durable = StoreOwner.durableEvents(file);
    EventReader reader = new EventReader(file, file.openReading());
    try {
      file.requireEvents(durable, reader.size(reader.studies()));
      return new SqliteArchive(file, reader);
    } catch (StoreException e) {
      reader.close();
      throw e;
    }
  }

  /** Names of all studies, sorted. */
  public List<String> studies() {
    return List.copyOf(reader.studies().keySet());
  }

  /**
   * What a study's events amount to; empty when there is no such study.
   *
   * @throws StoreException when they are not what was written
   */
  public Optional<StudyState> find(String study) {
    Map<String, Long> studies = reader.studies();
    return Optional.ofNullable(studies.get(study))
        .map(number -> new StudyLoader(file, reader, number).load(Optional.empty()).state());
  }

  /** The process that owns the store now, in words, if one does. */
  public Optional<String> owner() {
    return StoreOwner.find(file);
  }

  @Override
  public void close() {
    reader.close();
  }
}

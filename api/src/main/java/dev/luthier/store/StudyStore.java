package dev.luthier.store;

import java.util.List;
import java.util.Optional;

/** Keeps the logs of studies, by name. Thread-safe; closed by whoever opened it. */
public interface StudyStore extends AutoCloseable {

  /** Names of all studies, sorted. */
  List<String> studies();

  /** The log of a study that exists. */
  Optional<EventLog> find(String study);

  /**
   * Creates a study's log with its first event, or finds the name taken.
   *
   * @return the new log; empty when a study of that name exists
   */
  Optional<EventLog> create(StudyEvent.StudyCreated created);

  @Override
  void close();
}

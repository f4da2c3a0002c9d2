package dev.luthier.run;

import dev.luthier.select.StudyCompute;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.store.StudyState;
import java.util.List;

/** The choices of backends among the events of a study. */
record JournalledBackends(StudyJournal journal) implements StudyCompute.Log {
  @Override
  public List<BackendChosen> choices() {
    return journal.read(StudyState::backends);
  }

  @Override
  public void add(BackendChosen choice) {
    journal.chose(choice);
  }
}

package dev.luthier.store.memory;

import dev.luthier.store.StudyStore;
import dev.luthier.testkit.StudyStoreContract;
import java.time.Clock;

class InMemoryStoreTest extends StudyStoreContract {
  @Override
  protected StudyStore openEmpty() {
    return new InMemoryStore(Clock.systemUTC());
  }
}

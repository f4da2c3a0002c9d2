package dev.luthier.store.sqlite;

import dev.luthier.store.StudyStore;
import dev.luthier.testkit.StudyStoreContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

/** The SQLite store keeps what every store promises. */
final class SqliteStoreContractTest extends StudyStoreContract {
  @TempDir private Path folder;

  @Override
  protected StudyStore openEmpty() {
    return SqliteStore.open(folder.resolve("store.db"), Clock.systemUTC());
  }
}

package dev.luthier.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.luthier.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be opened keeps nothing open. */
final class FailedOpeningTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @TempDir private Path folder;

  @Test
  void theConnectionThatWritesIsClosedWhereThereCanBeNoReader() throws SQLException {
    StoreFile file = StoreFile.at(folder.resolve("s.db"));
    file.create();
    StoreFile missing = StoreFile.at(folder.resolve("missing.db"));
    try (Connection writing = file.openWriting()) {
      assertFalse(writing.isClosed());
      assertThrows(StoreException.class, () -> StoreConnections.beside(writing, missing));
      assertTrue(writing.isClosed());
    }
  }

  @Test
  void afterAnOpeningThatFailsLateNoFileIsOpen() throws IOException, SQLException {
    assumeTrue(Files.isDirectory(DESCRIPTORS), "the system does not list a process's open files");
    Path file = folder.resolve("s.db");
    StoreFixture.open(file).close();
    SqliteStoreTest.change(file, "DELETE FROM event");
    StoreException e =
        assertThrows(StoreException.class, () -> SqliteStore.open(file, Clock.systemUTC()));
    assertTrue(e.reason().endsWith("has no events"), e.reason());
    assertEquals(List.of(), openFiles());
  }

  /** Of the folder, so that the list above is not empty for want of looking. */
  @Test
  void filesOfAnOpenStoreAreListed() throws IOException {
    assumeTrue(Files.isDirectory(DESCRIPTORS), "the system does not list a process's open files");
    try (SqliteStore _ = SqliteStore.open(folder.resolve("s.db"), Clock.systemUTC())) {
      assertTrue(openFiles().size() >= 3, "the file for each of two connections, and the owner's");
    }
    assertEquals(List.of(), openFiles());
  }

  private List<Path> openFiles() throws IOException {
    List<Path> open = new ArrayList<>();
    try (var descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        try {
          Path target = Files.readSymbolicLink(descriptor);
          if (target.startsWith(folder.toRealPath())) {
            open.add(target);
          }
        } catch (IOException e) {
          // That of the listing itself is closed by now, or those of another thread.
        }
      }
    }
    return open;
  }
}

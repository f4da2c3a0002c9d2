package dev.luthier.store.sqlite;

import dev.luthier.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The two connections of a store that is open: one writes, and whoever reads does not wait for it.
 */
record StoreConnections(StoreFile file, Connection writing, EventReader reader)
    implements AutoCloseable {

  /**
   * A reader beside a connection that writes.
   *
   * @param writing closed here, if there can be no reader
   * @throws StoreException when the file cannot be opened a second time
   */
  static StoreConnections beside(Connection writing, StoreFile file) {
    try {
      return new StoreConnections(file, writing, new EventReader(file, file.openSecond()));
    } catch (StoreException e) {
      close(writing, e);
      throw e;
    }
  }

  private static void close(Connection connection, StoreException instead) {
    try {
      connection.close();
    } catch (SQLException e) {
      instead.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try (writing) {
      // First: SQLite empties and removes the write-ahead log with the last connection, which must
      // be one that writes.
      reader.close();
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }
}

package dev.luthier.store.sqlite;

import dev.luthier.json.JsonException;
import dev.luthier.store.StoreException;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.codec.EventCodec;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the file on a connection of its own, so that nobody waits for the writer. Thread-safe. */
final class EventReader implements AutoCloseable {
  /** Bits of a key that count a study's events: a trillion of them. */
  private static final int POSITION_BITS = 40;

  private final StoreFile file;
  private final Connection connection;

  EventReader(StoreFile file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  static long key(long study, long position) {
    return (study << POSITION_BITS) + position;
  }

  static long study(long key) {
    return key >> POSITION_BITS;
  }

  /**
   * Shows at most so many events of one study, from a position on, in order; fewer where there are
   * no more.
   *
   * @throws StoreException when one is missing or not what was written
   */
  synchronized void read(long study, long from, int limit, Consumer<StoredEvent> visitor) {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id, body, crc FROM event WHERE id >= ? AND id < ? ORDER BY id LIMIT ?")) {
      statement.setLong(1, key(study, from));
      statement.setLong(2, key(study + 1, 0));
      statement.setInt(3, limit);
      try (ResultSet rows = statement.executeQuery()) {
        for (long position = from; rows.next(); position++) {
          visitor.accept(event(rows, key(study, position), position));
        }
      }
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  private StoredEvent event(ResultSet rows, long expectedKey, long position) throws SQLException {
    if (rows.getLong(1) != expectedKey) {
      throw file.damaged("event " + position + " is missing");
    }
    byte[] body = rows.getBytes(2);
    if (Checksum.of(expectedKey, body) != rows.getLong(3)) {
      throw file.damaged("event " + position + " has changed");
    }
    try {
      return EventCodec.read(position, new String(body, StandardCharsets.UTF_8));
    } catch (JsonException | IllegalArgumentException e) {
      throw file.damaged("event " + position + ": " + e.getMessage()).causedBy(e);
    }
  }

  /** Names of all studies to their numbers, sorted by name. */
  synchronized Map<String, Long> studies() {
    Map<String, Long> studies = new LinkedHashMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT name, id FROM study ORDER BY name");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        studies.put(rows.getString(1), rows.getLong(2));
      }
      return studies;
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  /**
   * The number of a study's events. Where all is well none is missing in between, so that the last
   * key tells; whether all is well shows when they are read.
   */
  synchronized long size(long study) {
    try {
      return last(study) - key(study, 0) + 1;
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  /** The number of events of all studies. O(studies log events). */
  synchronized long size(Map<String, Long> studies) {
    try {
      long events = 0;
      long accounted = -1;
      for (long study : studies.values()) {
        long last = last(study);
        if (last < key(study, 0)) {
          throw file.damaged("study " + study + " has no events");
        }
        events += last - key(study, 0) + 1;
        accounted = Math.max(accounted, last);
      }
      if (last(0, Long.MAX_VALUE) > accounted) {
        throw file.damaged("it has events of a study that it does not name");
      }
      return events;
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  /** The snapshot of a study, if there is one and it is what was written. */
  synchronized Optional<byte[]> snapshot(long study) {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT position, body, crc FROM snapshot WHERE study = ?")) {
      statement.setLong(1, study);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        long key = key(study, rows.getLong(1));
        byte[] body = rows.getBytes(2);
        // Nothing is lost with a damaged one: the events tell the same.
        return Checksum.of(key, body) == rows.getLong(3) ? Optional.of(body) : Optional.empty();
      }
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  private long last(long study) throws SQLException {
    return last(key(study, 0), key(study + 1, 0));
  }

  private long last(long from, long end) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT coalesce(max(id), -1) FROM event WHERE id >= ? AND id < ?")) {
      statement.setLong(1, from);
      statement.setLong(2, end);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }
}

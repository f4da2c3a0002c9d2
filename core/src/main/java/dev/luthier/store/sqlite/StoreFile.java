package dev.luthier.store.sqlite;

import dev.luthier.store.StoreException;
import dev.luthier.store.StudyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file of a store: how it is made, opened and checked, and what its errors mean.
 *
 * @param path with all links resolved: whatever name the file is reached by, it has one owner
 * @param name as the user gave it
 */
record StoreFile(Path path, String name) {
  /** "Luth": how a store is told from the database of another program. */
  private static final int APPLICATION = 0x4c757468;

  private static final String RESTORE =
      "Keep a copy of the file, then restore it from a backup;"
          + " \"sqlite3 FILE .recover\" shows what can still be read."
          + " To begin anew, give another path or remove the file and those beside it.";

  private static final int VERSION = StudyEvent.FORMAT_VERSION;

  /**
   * Another program that writes to the file, a {@code sqlite3} shell say, is waited for so long.
   */
  private static final int BUSY_MILLISECONDS = 10_000;

  private static final String STUDY_TABLE =
      "CREATE TABLE study (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT";

  /** One integer key for study and position, so that events lie in their order in the file. */
  private static final String EVENT_TABLE =
      "CREATE TABLE event (id INTEGER PRIMARY KEY, body TEXT NOT NULL, crc INTEGER NOT NULL)"
          + " STRICT";

  /** What a study's events up to a position amount to; only to make opening faster. */
  private static final String SNAPSHOT_TABLE =
      "CREATE TABLE snapshot (study INTEGER PRIMARY KEY, position INTEGER NOT NULL,"
          + " body BLOB NOT NULL, crc INTEGER NOT NULL) STRICT";

  /**
   * The file that a path leads to.
   *
   * @throws StoreException when its folder is missing, or it is a folder itself
   */
  static StoreFile at(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    if (Files.isDirectory(absolute) || absolute.getParent() == null) {
      throw new StoreException(path.toString(), "is a folder", "Give the path of a file.");
    }
    try {
      Path real =
          Files.exists(absolute)
              ? absolute.toRealPath()
              : absolute.getParent().toRealPath().resolve(absolute.getFileName());
      return new StoreFile(real, path.toString());
    } catch (IOException e) {
      throw new StoreException(
              path.toString(),
              "cannot be reached (" + e + ")",
              "Give a path in a folder that exists.")
          .causedBy(e);
    }
  }

  boolean exists() {
    return Files.exists(path);
  }

  /**
   * Makes the file with no study in it. It appears whole or not at all, whenever the process dies.
   */
  void create() {
    for (String suffix : List.of("-wal", "-shm")) {
      if (Files.exists(beside(suffix))) {
        // SQLite would take it for a part of the new file.
        throw new StoreException(
            name,
            "does not exist, and " + beside(suffix) + " does",
            "Put the store back beside it, or remove that file to begin anew.");
      }
    }
    Path unfinished = beside("-new");
    try {
      Files.deleteIfExists(unfinished);
      try (Connection connection = connect(unfinished.toString(), false);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA application_id=" + APPLICATION);
        statement.execute("PRAGMA user_version=" + VERSION);
        statement.execute(STUDY_TABLE);
        statement.execute(EVENT_TABLE);
        statement.execute(SNAPSHOT_TABLE);
        statement.execute("PRAGMA journal_mode=WAL");
      }
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreException(name, "cannot be made (" + e + ")", "Choose another folder.")
          .causedBy(e);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * A connection that writes. The file has been checked.
   *
   * @throws StoreException when it cannot be written, is damaged, or is no store that we know
   */
  Connection openWriting() {
    if (!Files.isWritable(path)) {
      throw new StoreException(name, "is read-only", "Make it writable, or choose another store.");
    }
    Connection connection = open(false);
    try (Statement statement = connection.createStatement()) {
      // Who reads only what the older version has must not take the new events for damage.
      if (number(connection, "PRAGMA user_version") < VERSION) {
        statement.execute("PRAGMA user_version=" + VERSION);
      }
      return connection;
    } catch (SQLException e) {
      closeQuietly(connection, e);
      throw failure(e);
    }
  }

  private static void closeQuietly(Connection connection, SQLException because) {
    try {
      connection.close();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  /** A connection that reads. The file has been checked. */
  Connection openReading() {
    return open(true);
  }

  /** A connection that reads beside one that has checked the file. */
  Connection openSecond() {
    try {
      return connect(path.toString(), true);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private Connection open(boolean readOnly) {
    requireContent();
    try {
      return checked(connect(path.toString(), readOnly));
    } catch (SQLException e) {
      if (readOnly && !Files.exists(beside("-wal"))) {
        return openImmutable(e);
      }
      throw failure(e);
    }
  }

  /**
   * Reading a file in WAL mode needs another file beside it, which a read-only folder or a full
   * disk does not take; but where there is no log nobody writes, and the file can be read as it is.
   */
  private Connection openImmutable(SQLException instead) {
    try {
      return checked(connect("file:" + path.toUri().getRawPath() + "?immutable=1", true));
    } catch (SQLException e) {
      e.addSuppressed(instead);
      throw failure(e);
    }
  }

  private Connection checked(Connection connection) throws SQLException {
    try {
      check(connection);
      return connection;
    } catch (StoreException | SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection connect(String file, boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    // A commit returns when its data has reached the disk.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLISECONDS);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  /**
   * That the file is a store, of a version we know, and whole as far as SQLite can tell; that the
   * events are what was written is checked when they are read. O(file).
   */
  private void check(Connection connection) throws SQLException {
    if (number(connection, "PRAGMA application_id") != APPLICATION) {
      throw new StoreException(
          name,
          "is an SQLite database, but not a store of Luthier's",
          "Give another path; this file has not been changed.");
    }
    long version = number(connection, "PRAGMA user_version");
    if (version > VERSION) {
      throw new StoreException(
          name,
          "was written by a newer Luthier (format " + version + "; this one reads " + VERSION + ")",
          "Update Luthier; this file has not been changed.");
    }
    if (version < 1) {
      throw damaged("its format version is " + version);
    }
    // One message is enough; a file may give rise to millions.
    requireEqual(List.of("ok"), texts(connection, "PRAGMA integrity_check(1)"));
    requireEqual(
        List.of(EVENT_TABLE, SNAPSHOT_TABLE, STUDY_TABLE),
        texts(connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"));
  }

  /**
   * That nothing is missing that a killed owner had made durable.
   *
   * @param durable as he noted, where he did
   */
  void requireEvents(OptionalLong durable, long found) {
    if (durable.isPresent() && durable.getAsLong() > found) {
      throw damaged(
          "it has "
              + found
              + " events, and the process that was killed had written "
              + durable.getAsLong()
              + ": "
              + path.getFileName()
              + "-wal is damaged or missing");
    }
  }

  private void requireContent() {
    try {
      if (Files.size(path) == 0) {
        throw damaged("it is empty");
      }
    } catch (IOException e) {
      throw new StoreException(name, "cannot be read (" + e + ")", "Check the disk.").causedBy(e);
    }
  }

  private void requireEqual(List<String> expected, List<String> found) {
    if (!found.equals(expected)) {
      throw damaged(found + " instead of " + expected);
    }
  }

  StoreException damaged(String how) {
    return new StoreException(name, "is damaged: " + oneLine(how), RESTORE);
  }

  /** What SQLite says may have several lines; an error has one. */
  private static String oneLine(String text) {
    return text.strip().replace('\n', ' ');
  }

  /** What an error of SQLite's means for the user. */
  StoreException failure(SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    String symbol = code.name();
    if (symbol.startsWith("SQLITE_NOTADB")) {
      return new StoreException(
              name(), "is damaged: it does not begin like a store, and perhaps is none", RESTORE)
          .causedBy(e);
    }
    if (symbol.startsWith("SQLITE_CORRUPT")) {
      return damaged(code.message).causedBy(e);
    }
    if (symbol.startsWith("SQLITE_CONSTRAINT")) {
      return stopped("another process writes to it", "Let one process at a time do that", e);
    }
    if (symbol.equals("SQLITE_FULL")) {
      return stopped("the disk is full", "Free some space", e);
    }
    if (symbol.startsWith("SQLITE_READONLY")) {
      return stopped("it has become read-only", "Make it writable", e);
    }
    if (symbol.startsWith("SQLITE_BUSY") || symbol.startsWith("SQLITE_LOCKED")) {
      return stopped("another program keeps it locked", "End that program", e);
    }
    if (symbol.startsWith("SQLITE_IOERR") || symbol.startsWith("SQLITE_CANTOPEN")) {
      return stopped("the system reports an I/O error (" + symbol + ")", "Check the disk", e);
    }
    return stopped(
        "SQLite reports: " + oneLine(String.valueOf(e.getMessage())), "Check the file", e);
  }

  private StoreException stopped(String reason, String remedy, SQLException cause) {
    return new StoreException(
            name,
            reason,
            remedy + " and run the same command again: nothing that was acknowledged is lost.")
        .causedBy(cause);
  }

  /** {@code study.luthier.db-wal} for {@code -wal}. */
  Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  static List<String> texts(Connection connection, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}

package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether a database is whole, is Optuna's, and has the columns that we read. */
final class OptunaSchema {
  private static final List<String> TABLES =
      List.of("version_info", "studies", "study_directions", "trials", "trial_params");

  private OptunaSchema() {}

  /**
   * Looks at every page of the file, but no data.
   *
   * @throws InvalidInputException when the file is damaged, not Optuna's, or older than Optuna 3.0
   */
  static void require(Connection connection) throws SQLException {
    requireWhole(connection);
    requireOptuna(connection);
  }

  private static void requireWhole(Connection connection) throws SQLException {
    try (SqliteTable rows = SqliteTable.query(connection, "quick_check", "PRAGMA quick_check(1)")) {
      String verdict = rows.next() ? rows.text("quick_check") : "no answer";
      if (!verdict.equals("ok")) {
        throw new InvalidInputException("database", verdict, "the file is damaged");
      }
    }
  }

  private static void requireOptuna(Connection connection) throws SQLException {
    Set<String> tables = new TreeSet<>();
    try (SqliteTable rows =
        SqliteTable.query(
            connection, "sqlite_master", "SELECT name FROM sqlite_master WHERE type = 'table'")) {
      while (rows.next()) {
        tables.add(rows.text("name"));
      }
    }
    if (!tables.containsAll(TABLES)) {
      throw new InvalidInputException(
          "database",
          "SQLite with tables " + tables,
          "is no storage of Optuna's; to take trials from a Luthier store, export them there");
    }
    if (!columns(connection, "trial_values").contains("value_type")
        || !columns(connection, "trial_intermediate_values").contains("intermediate_value_type")) {
      throw new InvalidInputException(
          "database",
          "Optuna before 3.0",
          "is too old; run \"optuna storage upgrade\" of a newer Optuna on a copy");
    }
  }

  private static Set<String> columns(Connection connection, String table) throws SQLException {
    Set<String> columns = new TreeSet<>();
    try (SqliteTable rows =
        SqliteTable.query(connection, table, "PRAGMA table_info(" + table + ")")) {
      while (rows.next()) {
        columns.add(rows.text("name"));
      }
    }
    return columns;
  }
}

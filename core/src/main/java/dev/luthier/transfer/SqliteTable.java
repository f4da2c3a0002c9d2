package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rows of one query, whose cells are read by column and checked for their type: SQLite lets a
 * column hold anything. Confined to one thread.
 */
final class SqliteTable implements AutoCloseable {
  private final String table;
  private final PreparedStatement statement;
  private final ResultSet rows;

  private SqliteTable(String table, PreparedStatement statement, ResultSet rows) {
    this.table = table;
    this.statement = statement;
    this.rows = rows;
  }

  /**
   * Runs a query.
   *
   * @param table for messages
   * @param arguments for the question marks
   */
  static SqliteTable query(Connection connection, String table, String sql, long... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < arguments.length; i++) {
        statement.setLong(i + 1, arguments[i]);
      }
      return new SqliteTable(table, statement, statement.executeQuery());
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  boolean next() throws SQLException {
    return rows.next();
  }

  String field(String column) {
    return table + "." + column;
  }

  long integer(String column) throws SQLException {
    Object value = rows.getObject(column);
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new InvalidInputException(
        field(column), value, "must be an integer; the file is damaged");
  }

  OptionalDouble findNumber(String column) throws SQLException {
    Object value = rows.getObject(column);
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (value instanceof Number number) {
      return OptionalDouble.of(number.doubleValue());
    }
    throw new InvalidInputException(field(column), value, "must be a number; the file is damaged");
  }

  double number(String column) throws SQLException {
    return findNumber(column)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    field(column), "null", "must be a number; the file is damaged"));
  }

  Optional<String> findText(String column) throws SQLException {
    Object value = rows.getObject(column);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw new InvalidInputException(field(column), value, "must be a text; the file is damaged");
  }

  String text(String column) throws SQLException {
    return findText(column)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    field(column), "null", "must be a text; the file is damaged"));
  }

  @Override
  public void close() throws SQLException {
    try (statement) {
      rows.close();
    }
  }
}

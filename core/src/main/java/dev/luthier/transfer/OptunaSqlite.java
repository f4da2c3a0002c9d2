package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonException;
import dev.luthier.json.JsonReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * Reads one study of the tables that Optuna's {@code sqlite:///…} storage writes, since version 3.0
 * ({@code optuna/storages/_rdb/models.py}, schema version 12). The file is opened read-only, and
 * all is read in one transaction, so that an Optuna at work does no harm. A write-ahead log beside
 * it is read with it; SQLite may then leave its {@code -shm} index there. Confined to one thread.
 */
final class OptunaSqlite {
  /** From this version on times are UTC, before they are local. */
  private static final int FIRST_UTC_VERSION = 5;

  private final Connection connection;

  private OptunaSqlite(Connection connection) {
    this.connection = connection;
  }

  /**
   * The study of that name, or the only one.
   *
   * @throws InvalidInputException when the file is damaged, not Optuna's, or older than Optuna 3.0,
   *     or has not that study
   */
  static OptunaStudy read(Path file, Optional<String> wanted) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    // A URI, because a plain name ends at a question mark.
    String url = "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath() + "?mode=ro";
    try (Connection connection = config.createConnection(url)) {
      connection.setAutoCommit(false);
      OptunaSchema.require(connection);
      return new OptunaSqlite(connection).study(wanted);
    } catch (SQLException e) {
      throw new InvalidInputException(
          "database",
          "SQLite",
          "cannot be read: "
              + e.getMessage()
              + "; if it is in use, copy it with the -wal file beside it and import the copy");
    }
  }

  private OptunaStudy study(Optional<String> wanted) throws SQLException {
    List<Long> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (SqliteTable rows =
        SqliteTable.query(
            connection, "studies", "SELECT study_id, study_name FROM studies ORDER BY study_id")) {
      while (rows.next()) {
        ids.add(rows.integer("study_id"));
        names.add(rows.text("study_name"));
      }
    }
    int choice = OptunaImport.choice(names, wanted);
    long id = ids.get(choice);
    Map<Long, OptunaTrial> trials = trials(id);
    parameters(id, trials);
    values(id, trials);
    steps(id, trials);
    constraints(id, trials);
    return new OptunaStudy(
        names.get(choice), directions(id), metricNames(id), List.copyOf(trials.values()));
  }

  private List<OptunaDirection> directions(long study) throws SQLException {
    List<OptunaDirection> directions = new ArrayList<>();
    try (SqliteTable rows =
        SqliteTable.query(
            connection,
            "study_directions",
            "SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective",
            study)) {
      while (rows.next()) {
        directions.add(OptunaDirection.ofName(rows.field("direction"), rows.text("direction")));
      }
    }
    return directions;
  }

  private List<String> metricNames(long study) throws SQLException {
    try (SqliteTable rows =
        SqliteTable.query(
            connection,
            "study_system_attributes",
            "SELECT value_json FROM study_system_attributes WHERE study_id = ? AND key = '"
                + OptunaStudy.METRIC_NAMES
                + "'",
            study)) {
      return rows.next()
          ? OptunaStudy.metricNames(rows.field("value_json"), json(rows, "value_json"))
          : List.of();
    }
  }

  private Map<Long, OptunaTrial> trials(long study) throws SQLException {
    ZoneId zone = zone();
    Map<Long, OptunaTrial> trials = new LinkedHashMap<>();
    try (SqliteTable rows =
        SqliteTable.query(
            connection,
            "trials",
            "SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials"
                + " WHERE study_id = ? ORDER BY number, trial_id",
            study)) {
      while (rows.next()) {
        OptunaTrial trial =
            new OptunaTrial(
                rows.integer("number"),
                OptunaState.ofName(rows.field("state"), rows.text("state")));
        rows.findText("datetime_start")
            .map(text -> OptunaTimes.instant(rows.field("datetime_start"), text, zone))
            .ifPresent(trial::startAt);
        rows.findText("datetime_complete")
            .map(text -> OptunaTimes.instant(rows.field("datetime_complete"), text, zone))
            .ifPresent(trial::endAt);
        trials.put(rows.integer("trial_id"), trial);
      }
    }
    return trials;
  }

  /** Of the times, which the tables hold without one. */
  private ZoneId zone() throws SQLException {
    try (SqliteTable rows =
        SqliteTable.query(connection, "version_info", "SELECT library_version FROM version_info")) {
      String version = rows.next() ? rows.findText("library_version").orElse("") : "";
      String major = version.replaceFirst("[^0-9].*", "");
      return !major.isEmpty() && Integer.parseInt(major) >= FIRST_UTC_VERSION
          ? ZoneOffset.UTC
          : ZoneId.systemDefault();
    }
  }

  private void parameters(long study, Map<Long, OptunaTrial> trials) throws SQLException {
    // One text a parameter, most often, and thousands of trials.
    Map<String, OptunaDistribution> distributions = new LinkedHashMap<>();
    try (SqliteTable rows =
        ofTrials("trial_params", "param_name, param_value, distribution_json", "param_id", study)) {
      while (rows.next()) {
        OptunaDistribution distribution =
            distributions.computeIfAbsent(
                rows.text("distribution_json"),
                json -> OptunaDistribution.of(rows.field("distribution_json"), json));
        Object value = distribution.value(rows.field("param_value"), rows.number("param_value"));
        trial(rows, trials).parameters().put(rows.text("param_name"), value);
      }
    }
  }

  private void values(long study, Map<Long, OptunaTrial> trials) throws SQLException {
    try (SqliteTable rows =
        ofTrials("trial_values", "objective, value, value_type", "objective", study)) {
      while (rows.next()) {
        trial(rows, trials)
            .values()
            .put(rows.integer("objective"), number(rows, "value", "value_type"));
      }
    }
  }

  private void steps(long study, Map<Long, OptunaTrial> trials) throws SQLException {
    try (SqliteTable rows =
        ofTrials(
            "trial_intermediate_values",
            "step, intermediate_value, intermediate_value_type",
            "step",
            study)) {
      while (rows.next()) {
        trial(rows, trials)
            .steps()
            .put(
                rows.integer("step"),
                number(rows, "intermediate_value", "intermediate_value_type"));
      }
    }
  }

  private void constraints(long study, Map<Long, OptunaTrial> trials) throws SQLException {
    try (SqliteTable rows =
        ofTrials(
            "trial_system_attributes", "key, value_json", "trial_system_attribute_id", study)) {
      while (rows.next()) {
        String key = rows.text("key");
        if (OptunaConstraints.isConstraint(key)) {
          trial(rows, trials).constraints().take(key, key, json(rows, "value_json"));
        }
      }
    }
  }

  private SqliteTable ofTrials(String table, String columns, String order, long study)
      throws SQLException {
    return SqliteTable.query(
        connection,
        table,
        "SELECT trial_id, "
            + columns
            + " FROM "
            + table
            + " JOIN trials USING (trial_id) WHERE study_id = ? ORDER BY trial_id, "
            + order,
        study);
  }

  private static OptunaTrial trial(SqliteTable rows, Map<Long, OptunaTrial> trials)
      throws SQLException {
    long id = rows.integer("trial_id");
    OptunaTrial trial = trials.get(id);
    if (trial == null) {
      throw new InvalidInputException(
          rows.field("trial_id"), id, "there is no such trial; the file is damaged");
    }
    return trial;
  }

  /** A number whose non-finite values stand in a second column. */
  private static double number(SqliteTable rows, String column, String typeColumn)
      throws SQLException {
    String type = rows.text(typeColumn);
    return switch (type) {
      case "FINITE" -> rows.number(column);
      case "INF_POS" -> Double.POSITIVE_INFINITY;
      case "INF_NEG" -> Double.NEGATIVE_INFINITY;
      case "NAN" -> Double.NaN;
      default ->
          throw new InvalidInputException(
              rows.field(typeColumn), type, "is no kind of number that this Luthier knows");
    };
  }

  private static Object json(SqliteTable rows, String column) throws SQLException {
    String text = rows.text(column);
    try {
      return JsonReader.read(text);
    } catch (JsonException e) {
      throw new InvalidInputException(rows.field(column), text, "is damaged: " + e.getMessage());
    }
  }
}

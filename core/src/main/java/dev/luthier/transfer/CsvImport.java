package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.study.Claim;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@link CsvExport}'s form. Which choice a cell means only the study's space can say, so
 * every cell of a parameter is resolved against it. Confined to one thread.
 */
final class CsvImport {
  private final StudySpec target;
  private final Map<String, Integer> columns;
  private final List<String> parameters;
  private final List<String> objectives;
  private final List<String> constraints;

  private CsvImport(StudySpec target, Map<String, Integer> columns) {
    this.target = target;
    this.columns = columns;
    this.parameters = named(columns, CsvColumns.PARAMETER_PREFIX);
    this.objectives = named(columns, CsvColumns.VALUE_PREFIX);
    this.constraints = named(columns, CsvColumns.CONSTRAINT_PREFIX);
  }

  /** Whether a text's first record is a header of ours. */
  static boolean isHeader(List<CsvReader.Cell> cells) {
    List<String> names = cells.stream().map(CsvReader.Cell::text).toList();
    return names.contains(CsvColumns.NUMBER) && names.contains(CsvColumns.STATE);
  }

  /**
   * Reads all records.
   *
   * @param file for messages
   */
  static Imported read(String file, BufferedReader in, StudySpec target) throws IOException {
    CsvReader csv = new CsvReader(file, in);
    List<CsvReader.Cell> header = csv.next().map(CsvReader.Row::cells).orElse(List.of());
    CsvImport reader = ofHeader(file, header, target);
    Intake intake = new Intake(target);
    for (Optional<CsvReader.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
      if (!row.get().isBlank()) {
        intake.offer(reader.trial(file, row.get()));
      }
    }
    return intake.finish("Luthier CSV");
  }

  private static CsvImport ofHeader(String file, List<CsvReader.Cell> header, StudySpec target) {
    try {
      CsvImport reader = new CsvImport(target, columns(header));
      reader.requireKnownColumns();
      return reader;
    } catch (InvalidInputException e) {
      throw e.at(file);
    }
  }

  private static Map<String, Integer> columns(List<CsvReader.Cell> header) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (CsvReader.Cell cell : header) {
      if (columns.putIfAbsent(cell.text(), columns.size()) != null) {
        throw new InvalidInputException("header", cell.text(), "names a column twice");
      }
    }
    return columns;
  }

  /** Parameters are not among them: one that the space lacks matters only where it has a value. */
  private void requireKnownColumns() {
    requireSame(
        "objectives", objectives, target.objectives().stream().map(ObjectiveSpec::name).toList());
    requireSame("constraints", constraints, target.constraints());
    for (String column : columns.keySet()) {
      boolean known =
          CsvColumns.FIXED.contains(column)
              || column.startsWith(CsvColumns.PARAMETER_PREFIX)
              || column.startsWith(CsvColumns.VALUE_PREFIX)
              || column.startsWith(CsvColumns.CONSTRAINT_PREFIX);
      if (!known) {
        throw new InvalidInputException(
            "header",
            column,
            "is no column of an export" + Suggestion.question(column, CsvColumns.FIXED));
      }
    }
  }

  private static void requireSame(String what, List<String> found, List<String> expected) {
    Set<String> names = new TreeSet<>(found);
    if (!names.equals(new TreeSet<>(expected))) {
      throw new InvalidInputException(what, names, "the study has " + expected);
    }
  }

  private static List<String> named(Map<String, Integer> columns, String prefix) {
    return columns.keySet().stream()
        .filter(column -> column.startsWith(prefix))
        .map(column -> column.substring(prefix.length()))
        .toList();
  }

  private Trial trial(String file, CsvReader.Row row) {
    try {
      if (row.cells().size() != columns.size()) {
        throw new InvalidInputException(
            "record",
            row.cells().size() + " cells",
            "must have as many as the header (" + columns.size() + "); is the file cut off?");
      }
      return trial(new CsvRow(columns, row.cells()));
    } catch (InvalidInputException e) {
      throw e.at(file + ":" + row.line());
    }
  }

  private Trial trial(CsvRow row) {
    long number = number(row);
    TrialState state = TrialState.require(CsvColumns.STATE, row.require(CsvColumns.STATE));
    return switch (state) {
      case PENDING -> new Trial.Pending(number, Configuration.empty());
      // Only that it runs counts: nobody can take it over.
      case RUNNING ->
          new Trial.Running(
              number,
              Configuration.empty(),
              new Claim(Times.UNKNOWN_WORKER, Instant.EPOCH, Instant.EPOCH),
              List.of());
      case COMPLETED ->
          new Trial.Completed(number, configuration(row), List.of(), timing(row), evaluation(row));
      case PRUNED ->
          new Trial.Pruned(number, configuration(row), List.of(), timing(row), reason(row));
      case FAILED ->
          new Trial.Failed(number, configuration(row), List.of(), timing(row), failure(row));
      case ABANDONED ->
          new Trial.Abandoned(number, configuration(row), List.of(), timing(row), reason(row));
    };
  }

  private static long number(CsvRow row) {
    String text = row.require(CsvColumns.NUMBER);
    return Numbers.find(text)
        .filter(number -> number instanceof Long && number.longValue() >= 0)
        .map(Number::longValue)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    CsvColumns.NUMBER, text, "must be an integer, and not negative"));
  }

  private Configuration configuration(CsvRow row) {
    Map<String, Object> values = new HashMap<>();
    for (String name : parameters) {
      row.find(CsvColumns.PARAMETER_PREFIX + name)
          .ifPresent(text -> values.put(name, value(name, text)));
    }
    return Configuration.of(values);
  }

  /** The parameter's value that is written so; where there is none, something it will refuse. */
  private Object value(String name, String text) {
    Optional<Parameter<?>> parameter = target.space().find(name);
    if (parameter.isEmpty()) {
      return text;
    }
    return switch (parameter.get()) {
      case RealParameter _, IntegerParameter _ -> number(text);
      case CategoricalParameter<?> p -> choice(name, p.choices(), text);
      case OrdinalParameter<?> p -> choice(name, p.values(), text);
    };
  }

  private static Object choice(String name, List<?> choices, String text) {
    List<?> matches =
        choices.stream().filter(choice -> CsvExport.text(choice).equals(text)).toList();
    if (matches.size() > 1) {
      throw new InvalidInputException(
          CsvColumns.PARAMETER_PREFIX + name,
          text,
          "is written the same as another choice, one a string and one not; import the JSON export"
              + " instead");
    }
    return matches.isEmpty() ? number(text) : matches.getFirst();
  }

  /** A finite number, or the text, which no number will take. */
  private static Object number(String text) {
    Optional<Number> number =
        Numbers.find(text).filter(value -> Double.isFinite(value.doubleValue()));
    return number.isPresent() ? number.get() : text;
  }

  private Evaluation evaluation(CsvRow row) {
    return new Evaluation(
        numbers(row, CsvColumns.VALUE_PREFIX, objectives),
        row.findNumber(CsvColumns.STANDARD_ERROR),
        row.findNumber(CsvColumns.COST),
        numbers(row, CsvColumns.CONSTRAINT_PREFIX, constraints));
  }

  private static Map<String, Double> numbers(CsvRow row, String prefix, List<String> names) {
    Map<String, Double> numbers = new HashMap<>();
    for (String name : names) {
      row.findNumber(prefix + name).ifPresent(number -> numbers.put(name, number));
    }
    return numbers;
  }

  private static Failure failure(CsvRow row) {
    return new Failure(
        Words.FAILURE_KINDS.constant(CsvColumns.FAILURE_KIND, row.require(CsvColumns.FAILURE_KIND)),
        row.find(CsvColumns.FAILURE).orElse(""));
  }

  private static String reason(CsvRow row) {
    return row.find(CsvColumns.REASON).orElse("");
  }

  private Trial.Timing timing(CsvRow row) {
    Optional<Instant> start = instant(row, CsvColumns.START);
    Optional<Instant> end = instant(row, CsvColumns.END);
    // The last cell of all: without it a file that is cut off before it would look whole.
    if (start.isPresent() && end.isEmpty() && columns.containsKey(CsvColumns.END)) {
      throw new InvalidInputException(
          CsvColumns.END, "(empty)", "is required where there is a start; is the file cut off?");
    }
    return Times.timing(row.find(CsvColumns.WORKER).orElse(Times.UNKNOWN_WORKER), start, end);
  }

  private static Optional<Instant> instant(CsvRow row, String column) {
    return row.find(column).map(text -> Times.instant(column, text));
  }
}

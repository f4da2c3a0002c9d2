package dev.luthier.transfer;

import dev.luthier.space.Parameter;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes trials as CSV for spreadsheets and data frames: a header, then one record a trial.
 * Measurements and the details of failures are left out; everything else comes back from {@link
 * ImportFile} exactly.
 */
public final class CsvExport {
  private final StudySpec spec;
  private final List<String> columns;
  private final CsvWriter csv;

  private CsvExport(Appendable out, StudySpec spec) {
    this.spec = spec;
    this.columns = CsvColumns.of(spec);
    this.csv = new CsvWriter(out);
  }

  /**
   * Writes header and trials; memory for one trial, however many there are.
   *
   * @param out encoded as UTF-8 by the caller; not closed
   * @param spec gives the columns: a parameter, objective or constraint of another study is not
   *     written
   * @param trials in any state
   * @throws IOException when {@code out} does
   */
  public static void write(Appendable out, StudySpec spec, Iterable<? extends Trial> trials)
      throws IOException {
    new CsvExport(out, spec).write(trials);
  }

  /** How a parameter's value is written in a cell. */
  static String text(Object value) {
    return value instanceof Enum<?> constant ? constant.name() : value.toString();
  }

  private void write(Iterable<? extends Trial> trials) throws IOException {
    for (String column : columns) {
      csv.text(column);
    }
    csv.end();
    for (Trial trial : trials) {
      Map<String, String> cells = cells(trial);
      for (String column : columns) {
        String text = cells.get(column);
        if (text == null) {
          csv.absent();
        } else {
          csv.text(text);
        }
      }
      csv.end();
    }
  }

  private Map<String, String> cells(Trial trial) {
    Map<String, String> cells = new HashMap<>();
    cells.put(CsvColumns.NUMBER, Long.toString(trial.number()));
    cells.put(CsvColumns.STATE, TrialState.of(trial).word());
    for (Parameter<?> parameter : spec.space().parameters()) {
      trial
          .configuration()
          .find(parameter.name())
          .ifPresent(
              value -> cells.put(CsvColumns.PARAMETER_PREFIX + parameter.name(), text(value)));
    }
    switch (trial) {
      case Trial.Pending _ -> {}
      case Trial.Running running -> {
        cells.put(CsvColumns.WORKER, running.claim().worker());
        cells.put(CsvColumns.START, running.claim().since().toString());
      }
      case Trial.Finished finished -> {
        outcome(cells, finished);
        cells.put(CsvColumns.WORKER, finished.timing().worker());
        cells.put(CsvColumns.START, finished.timing().start().toString());
        cells.put(CsvColumns.END, finished.timing().end().toString());
      }
    }
    return cells;
  }

  private static void outcome(Map<String, String> cells, Trial.Finished trial) {
    switch (trial) {
      case Trial.Completed completed -> evaluation(cells, completed.evaluation());
      case Trial.Pruned pruned -> cells.put(CsvColumns.REASON, pruned.reason());
      case Trial.Failed failed -> {
        Failure failure = failed.failure();
        cells.put(CsvColumns.FAILURE_KIND, Words.word(failure.kind()));
        cells.put(CsvColumns.FAILURE, failure.message());
      }
      case Trial.Abandoned abandoned -> cells.put(CsvColumns.REASON, abandoned.reason());
    }
  }

  private static void evaluation(Map<String, String> cells, Evaluation evaluation) {
    evaluation
        .values()
        .forEach((name, value) -> cells.put(CsvColumns.VALUE_PREFIX + name, value.toString()));
    evaluation
        .standardError()
        .ifPresent(error -> cells.put(CsvColumns.STANDARD_ERROR, Double.toString(error)));
    evaluation.cost().ifPresent(cost -> cells.put(CsvColumns.COST, Double.toString(cost)));
    evaluation
        .constraints()
        .forEach((name, value) -> cells.put(CsvColumns.CONSTRAINT_PREFIX + name, value.toString()));
  }
}

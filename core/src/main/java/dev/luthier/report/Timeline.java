package dev.luthier.report;

import dev.luthier.json.JsonNull;
import dev.luthier.study.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When trials ran, in rows: one a worker, or several where a worker ran several trials at once,
 * each in the first row of its worker that is free.
 */
final class Timeline {
  /** More rows than this are no picture; the rest is counted. */
  private static final int MOST_ROWS = 40;

  /** A trial's time. */
  private record Run(Trial trial, String worker, Instant start, Instant end) {}

  /** A row, and until when it is taken. */
  private static final class Row {
    final String worker;
    Instant until;

    Row(String worker, Instant until) {
      this.worker = worker;
      this.until = until;
    }
  }

  private Timeline() {}

  static Map<String, Object> of(List<Trial> trials, Instant now) {
    List<Run> runs = new ArrayList<>();
    for (Trial trial : trials) {
      switch (trial) {
        case Trial.Finished t ->
            runs.add(new Run(t, t.timing().worker(), t.timing().start(), t.timing().end()));
        case Trial.Running t -> runs.add(new Run(t, t.claim().worker(), t.claim().since(), now));
        case Trial.Pending _ -> {}
      }
    }
    runs.sort(Comparator.comparing(Run::start).thenComparing(run -> run.trial().number()));
    Map<String, List<Integer>> rowsOf = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    Object[] row = new Object[trials.size()];
    Object[] start = new Object[trials.size()];
    Object[] end = new Object[trials.size()];
    Arrays.fill(row, JsonNull.NULL);
    Arrays.fill(start, JsonNull.NULL);
    Arrays.fill(end, JsonNull.NULL);
    for (Run run : runs) {
      int i = (int) run.trial().number();
      row[i] = place(run, rowsOf, rows);
      start[i] = Cells.seconds(Duration.between(runs.getFirst().start(), run.start()));
      end[i] = Cells.seconds(Duration.between(runs.getFirst().start(), run.end()));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("begin", runs.isEmpty() ? JsonNull.NULL : runs.getFirst().start().toString());
    json.put("rows", rows.stream().limit(MOST_ROWS).map(each -> each.worker).toList());
    json.put("hidden", Math.max(0, rows.size() - MOST_ROWS));
    json.put("row", List.of(row));
    json.put("start", List.of(start));
    json.put("end", List.of(end));
    return json;
  }

  private static int place(Run run, Map<String, List<Integer>> rowsOf, List<Row> rows) {
    List<Integer> own = rowsOf.computeIfAbsent(run.worker(), _ -> new ArrayList<>());
    for (int index : own) {
      Row row = rows.get(index);
      if (!row.until.isAfter(run.start())) {
        row.until = run.end();
        return index;
      }
    }
    own.add(rows.size());
    rows.add(new Row(run.worker(), run.end()));
    return rows.size() - 1;
  }
}

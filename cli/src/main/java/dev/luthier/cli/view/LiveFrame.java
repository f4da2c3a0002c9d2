package dev.luthier.cli.view;

import dev.luthier.cli.terminal.DisplayWidth;
import dev.luthier.cli.terminal.Glyphs;
import dev.luthier.cli.terminal.Line;
import dev.luthier.cli.terminal.Style;
import dev.luthier.cli.terminal.TerminalSize;
import dev.luthier.study.Measurement;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The picture of a run on a terminal: the best trial, those that run, those that finished last, and
 * the progress line. No line is wider than the terminal, and all of it fits above the cursor.
 * Immutable; one for a terminal size.
 */
public final class LiveFrame {
  /** Finished trials shown besides the best: a glance takes in no more. */
  private static final int RECENT_ROWS = 6;

  /** Heading, blank, column names, blank, progress, notice, and the cursor's own line. */
  private static final int LINES_AROUND_ROWS = 7;

  private static final int NUMBER = 4;
  private static final int STATE = 9;
  private static final int VALUE = 9;
  private static final int LONGEST_VALUE_NAME = 12;
  private static final int TIME = 6;

  private final StudySpec spec;
  private final Glyphs glyphs;
  private final int width;
  private final int mostRows;
  private final int valueWidth;
  private final ParameterColumns parameters;
  private final ProgressLine progress;

  public LiveFrame(StudySpec spec, TerminalSize size, Glyphs glyphs) {
    this.spec = spec;
    this.glyphs = glyphs;
    // Some terminals wrap as soon as the last column is written.
    this.width = size.columns() - 1;
    this.mostRows = Math.max(1, size.rows() - LINES_AROUND_ROWS);
    this.valueWidth =
        Math.max(
            VALUE, Math.min(LONGEST_VALUE_NAME, DisplayWidth.of(spec.firstObjective().name())));
    int room = Math.max(0, width - fixedWidth());
    this.parameters = ParameterColumns.of(spec.space(), room, glyphs);
    this.progress = new ProgressLine(width, glyphs);
  }

  /** The picture at one moment, top to bottom. */
  public List<Line> lines(RunSnapshot snapshot) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(heading(spec, glyphs.separator()), Style.BOLD));
    lines.add(Line.EMPTY);
    lines.add(columnNames());
    lines.addAll(rows(snapshot));
    lines.add(Line.EMPTY);
    lines.add(progress.of(snapshot));
    if (!snapshot.notice().isEmpty()) {
      lines.add(Line.of(snapshot.notice(), Style.WARNING));
    }
    return lines.stream().map(line -> line.fit(width, glyphs.ellipsis())).toList();
  }

  /** What is being tuned, and how, in one line. */
  static String heading(StudySpec spec, String separator) {
    StringBuilder out = new StringBuilder(spec.name());
    out.append(separator).append(spec.strategy().name());
    out.append(separator).append("seed ").append(spec.seed());
    spec.budget()
        .trials()
        .ifPresent(n -> out.append(separator).append(ShortText.count(n, "trial")));
    if (spec.budget().parallelism() > 1) {
      out.append(", ").append(spec.budget().parallelism()).append(" at a time");
    }
    spec.budget()
        .timeout()
        .ifPresent(t -> out.append(separator).append("at most ").append(ShortText.clock(t)));
    return out.toString();
  }

  private int fixedWidth() {
    return DisplayWidth.of(glyphs.best()) + NUMBER + 2 + STATE + valueWidth + 2 + TIME;
  }

  private Line columnNames() {
    String name = DisplayWidth.fit(spec.firstObjective().name(), valueWidth, glyphs.ellipsis());
    String mark = " ".repeat(DisplayWidth.of(glyphs.best()));
    String columns =
        mark
            + right("trial", NUMBER + 1)
            + " "
            + left("state", STATE)
            + right(name, valueWidth)
            + right("time", TIME + 2)
            + parameters.heading();
    return Line.of(columns, Style.DIM);
  }

  private List<Line> rows(RunSnapshot snapshot) {
    List<Line> rows = new ArrayList<>();
    snapshot.best().ifPresent(best -> rows.add(finishedRow(best, snapshot)));
    int left = mostRows - rows.size();
    // When not all running trials fit, the oldest are the ones to wonder about.
    snapshot.running().stream()
        .limit(Math.max(0, left))
        .forEach(trial -> rows.add(runningRow(trial, snapshot)));
    snapshot.recent().stream()
        .filter(trial -> !isBest(trial, snapshot))
        .limit(Math.max(0, Math.min(RECENT_ROWS, mostRows - rows.size())))
        .forEach(trial -> rows.add(finishedRow(trial, snapshot)));
    return rows;
  }

  private Line runningRow(Trial.Running trial, RunSnapshot snapshot) {
    List<Measurement> reports = trial.measurements();
    String state = reports.isEmpty() ? "running" : "step " + reports.getLast().step();
    String value = lastReported(reports);
    Duration time = Duration.between(trial.claim().since(), snapshot.now());
    return Line.of(glyphs.running(), Style.ACCENT)
        .then(number(trial), Style.PLAIN)
        .then(left(state, STATE), Style.ACCENT)
        .then(right(value, valueWidth), Style.DIM)
        .then(time(time), Style.PLAIN)
        .then(parameters.row(trial.configuration()), Style.PLAIN);
  }

  private Line finishedRow(Trial.Finished trial, RunSnapshot snapshot) {
    return switch (trial) {
      case Trial.Completed completed -> completedRow(completed, isBest(trial, snapshot));
      case Trial.Failed _ -> unfinished("failed", trial, Style.BAD);
      case Trial.Pruned pruned -> prunedRow(pruned);
      case Trial.Abandoned _ -> unfinished("abandoned", trial, Style.WARNING);
    };
  }

  /** Where it stood; why it was stopped there, the report says. */
  private Line prunedRow(Trial.Pruned trial) {
    return Line.of(glyphs.pruned(), Style.DIM)
        .then(number(trial), Style.PLAIN)
        .then(
            left("pruned", STATE) + right(lastReported(trial.measurements()), valueWidth),
            Style.DIM)
        .then(took(trial) + parameters.row(trial.configuration()), Style.DIM);
  }

  private String lastReported(List<Measurement> reports) {
    return reports.stream()
        .reduce((_, last) -> last)
        .map(report -> report.values().get(spec.firstObjective().name()))
        .map(ShortText::value)
        .orElse("");
  }

  private Line completedRow(Trial.Completed trial, boolean best) {
    double value = trial.evaluation().value(spec.firstObjective().name());
    Style style = best ? Style.GOOD : Style.PLAIN;
    return Line.of(best ? glyphs.best() : glyphs.completed(), Style.GOOD)
        .then(number(trial), Style.PLAIN)
        .then(left(best ? "best" : "done", STATE), style)
        .then(right(ShortText.value(value), valueWidth), style)
        .then(took(trial) + parameters.row(trial.configuration()), Style.PLAIN);
  }

  private Line unfinished(String state, Trial.Finished trial, Style style) {
    return Line.of(glyphs.failed(), style)
        .then(number(trial), Style.PLAIN)
        .then(left(state, STATE) + " ".repeat(valueWidth), style)
        .then(took(trial), Style.PLAIN)
        .then("  " + PlainLine.reason(trial), style);
  }

  private static String number(Trial trial) {
    return right(Long.toString(trial.number()), NUMBER + 1) + " ";
  }

  private static String took(Trial.Finished trial) {
    return time(Duration.between(trial.timing().start(), trial.timing().end()));
  }

  private static boolean isBest(Trial.Finished trial, RunSnapshot snapshot) {
    return snapshot.best().map(best -> best.number() == trial.number()).orElse(false);
  }

  private static String time(Duration duration) {
    String time = ShortText.seconds(duration.isNegative() ? Duration.ZERO : duration);
    return right(time, TIME + 2);
  }

  private static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - DisplayWidth.of(text))) + text;
  }

  private static String left(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - DisplayWidth.of(text)));
  }
}

package dev.luthier.cli.study;

import dev.luthier.cli.terminal.DisplayWidth;
import dev.luthier.cli.view.ShortText;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.store.StudyState;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.transfer.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Trials as lines of a table: all parameters, however wide that gets, and nothing cut off. The
 * widths follow from the space, so that a line is written without knowing the others; a cell that
 * is wider still moves its line's end. Immutable.
 */
public final class TrialTable {
  private static final String GAP = "  ";

  /** A number in four digits with sign and exponent: {@code -1.234e-5}. */
  private static final int NUMBER = 9;

  /** Of a choice: beyond it most lines would be blanks. */
  private static final int LONGEST_CHOICE = 24;

  private final StudySpec spec;
  private final Column number;
  private final Column state;
  private final List<Column> values = new ArrayList<>();
  private final List<Column> parameters = new ArrayList<>();

  /** One column, as wide as its name at least. */
  private record Column(String name, int width, boolean isNumber) {
    Column {
      width = Math.max(width, DisplayWidth.of(name));
    }

    void append(StringBuilder out, String text) {
      String blanks = " ".repeat(Math.max(0, width - DisplayWidth.of(text)));
      out.append(isNumber ? blanks + text : text + blanks).append(GAP);
    }
  }

  /** A table for the trials of a study. */
  public TrialTable(StudyState study) {
    this.spec = study.spec();
    this.number = new Column("trial", Integer.toString(study.trialCount()).length(), true);
    int longest = Stream.of(TrialState.values()).mapToInt(s -> s.word().length()).max().orElse(0);
    this.state = new Column("state", longest, false);
    spec.objectives().forEach(o -> values.add(new Column(printable(o.name()), NUMBER, true)));
    spec.space().parameters().forEach(p -> parameters.add(column(p)));
  }

  /** The names of the columns. */
  public String heading() {
    StringBuilder out = new StringBuilder();
    number.append(out, number.name);
    state.append(out, state.name);
    values.forEach(column -> column.append(out, column.name));
    parameters.forEach(column -> column.append(out, column.name));
    return out.toString().stripTrailing();
  }

  /** One trial; behind its parameters stands why it has no values, if somebody said why. */
  public String row(Trial trial) {
    StringBuilder out = new StringBuilder();
    number.append(out, Long.toString(trial.number()));
    state.append(out, TrialState.of(trial).word());
    for (int i = 0; i < values.size(); i++) {
      values.get(i).append(out, value(trial, spec.objectives().get(i)));
    }
    for (int i = 0; i < parameters.size(); i++) {
      Object value = trial.configuration().find(spec.space().parameters().get(i).name()).orElse("");
      parameters.get(i).append(out, printable(ShortText.parameter(value)));
    }
    return out.append(printable(reason(trial))).toString().stripTrailing();
  }

  private static String value(Trial trial, ObjectiveSpec objective) {
    return trial instanceof Trial.Completed completed
        ? ShortText.value(completed.evaluation().value(objective.name()))
        : "";
  }

  private static String reason(Trial trial) {
    return switch (trial) {
      case Trial.Pending _, Trial.Running _, Trial.Completed _ -> "";
      case Trial.Failed failed -> failed.failure().message();
      case Trial.Pruned pruned -> pruned.reason();
      case Trial.Abandoned abandoned -> abandoned.reason();
    };
  }

  private static Column column(Parameter<?> parameter) {
    return switch (parameter) {
      case RealParameter p -> new Column(p.name(), NUMBER, true);
      case IntegerParameter p -> new Column(p.name(), integerWidth(p), true);
      case CategoricalParameter<?> p -> new Column(p.name(), longest(p.choices()), false);
      case OrdinalParameter<?> p ->
          new Column(p.name(), longest(p.values()), p.valueAt(0) instanceof Number);
    };
  }

  private static int integerWidth(IntegerParameter parameter) {
    return longest(List.of(parameter.low(), parameter.high()));
  }

  private static int longest(List<?> values) {
    return values.stream()
        .mapToInt(value -> DisplayWidth.of(ShortText.parameter(value)))
        .map(width -> Math.min(width, LONGEST_CHOICE))
        .max()
        .orElse(0);
  }

  private static String printable(String text) {
    return DisplayWidth.printable(text);
  }
}

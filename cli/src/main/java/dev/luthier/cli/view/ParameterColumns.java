package dev.luthier.cli.view;

import dev.luthier.cli.terminal.DisplayWidth;
import dev.luthier.cli.terminal.Glyphs;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of a table that show parameters: as many as fit, parents before children. Immutable.
 */
record ParameterColumns(List<Column> columns, boolean complete, Glyphs glyphs) {
  private static final int GAP = 2;

  /** Names are cut to this before a parameter is left out: enough to recognise one. */
  private static final int SHORTEST_NAME = 5;

  private static final int LONGEST_NAME = 14;
  private static final int LONGEST_CHOICE = 12;

  /** A number in four digits with sign and exponent: {@code -1.234e-5}. */
  private static final int LONGEST_NUMBER = 9;

  private static final int SAMPLES = 64;

  /** One parameter's column. */
  record Column(Parameter<?> parameter, int width) {}

  ParameterColumns {
    columns = List.copyOf(columns);
  }

  /** The columns for a space in at most {@code room} terminal columns. */
  static ParameterColumns of(SearchSpace space, int room, Glyphs glyphs) {
    for (int longestName : new int[] {LONGEST_NAME, 9, SHORTEST_NAME}) {
      ParameterColumns fitting = fit(space, room, longestName, glyphs);
      if (fitting.complete) {
        return fitting;
      }
    }
    return fit(space, room - GAP - 1, SHORTEST_NAME, glyphs);
  }

  String heading() {
    StringBuilder out = new StringBuilder();
    for (Column column : columns) {
      append(out, column.parameter.name(), column);
    }
    return complete ? out.toString() : out + " ".repeat(GAP) + glyphs.ellipsis();
  }

  String row(Configuration configuration) {
    StringBuilder out = new StringBuilder();
    for (Column column : columns) {
      Object value = configuration.find(column.parameter.name()).orElse("");
      append(out, ShortText.parameter(value), column);
    }
    return out.toString();
  }

  private void append(StringBuilder out, String text, Column column) {
    String fitted = DisplayWidth.fit(text, column.width, glyphs.ellipsis());
    String blanks = " ".repeat(Math.max(0, column.width - DisplayWidth.of(fitted)));
    out.append(" ".repeat(GAP));
    out.append(isNumber(column.parameter) ? blanks + fitted : fitted + blanks);
  }

  private static ParameterColumns fit(SearchSpace space, int room, int longestName, Glyphs glyphs) {
    List<Column> columns = new ArrayList<>();
    int left = room;
    for (Parameter<?> parameter : space.parameters()) {
      int name = Math.min(longestName, DisplayWidth.of(parameter.name()));
      int width = Math.max(name, valueWidth(parameter));
      if (GAP + width <= left) {
        columns.add(new Column(parameter, width));
        left -= GAP + width;
      }
    }
    return new ParameterColumns(columns, columns.size() == space.parameters().size(), glyphs);
  }

  private static boolean isNumber(Parameter<?> parameter) {
    return switch (parameter) {
      case RealParameter _, IntegerParameter _ -> true;
      case CategoricalParameter<?> _ -> false;
      case OrdinalParameter<?> ordinal -> ordinal.valueAt(0) instanceof Number;
    };
  }

  private static int valueWidth(Parameter<?> parameter) {
    return switch (parameter) {
      case RealParameter _, IntegerParameter _ -> Math.min(LONGEST_NUMBER, longestOf(parameter));
      case CategoricalParameter<?> _, OrdinalParameter<?> _ ->
          Math.min(LONGEST_CHOICE, longestOf(parameter));
    };
  }

  /** The longest of a sample of the values: of all of them when they are few. */
  private static <T> int longestOf(Parameter<T> parameter) {
    return IntStream.rangeClosed(0, SAMPLES)
        .mapToObj(i -> ShortText.parameter(parameter.decode((double) i / SAMPLES)))
        .mapToInt(DisplayWidth::of)
        .max()
        .orElseThrow();
  }
}

package dev.luthier.transfer;

import dev.luthier.space.Parameter;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import java.util.ArrayList;
import java.util.List;

/** The names of the columns of a study's CSV form. */
final class CsvColumns {
  static final String NUMBER = "number";
  static final String STATE = "state";
  static final String STANDARD_ERROR = "stderr";
  static final String COST = "cost";
  static final String FAILURE_KIND = "failure_kind";
  static final String FAILURE = "failure";
  static final String REASON = "reason";
  static final String WORKER = "worker";
  static final String START = "start";
  static final String END = "end";

  static final String PARAMETER_PREFIX = "param.";
  static final String VALUE_PREFIX = "value.";
  static final String CONSTRAINT_PREFIX = "constraint.";

  /** Those whose names depend on no study. */
  static final List<String> FIXED =
      List.of(
          NUMBER, STATE, STANDARD_ERROR, COST, FAILURE_KIND, FAILURE, REASON, WORKER, START, END);

  private CsvColumns() {}

  /** All columns in order. */
  static List<String> of(StudySpec spec) {
    List<String> columns = new ArrayList<>(List.of(NUMBER, STATE));
    for (Parameter<?> parameter : spec.space().parameters()) {
      columns.add(PARAMETER_PREFIX + parameter.name());
    }
    for (ObjectiveSpec objective : spec.objectives()) {
      columns.add(VALUE_PREFIX + objective.name());
    }
    columns.addAll(List.of(STANDARD_ERROR, COST));
    for (String constraint : spec.constraints()) {
      columns.add(CONSTRAINT_PREFIX + constraint);
    }
    columns.addAll(List.of(FAILURE_KIND, FAILURE, REASON, WORKER, START, END));
    return columns;
  }
}

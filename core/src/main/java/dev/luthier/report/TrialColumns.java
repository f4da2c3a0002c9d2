package dev.luthier.report;

import dev.luthier.json.JsonNull;
import dev.luthier.space.Parameter;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.transfer.TrialState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All trials as columns, one entry a trial in order of number: most pictures and the table are
 * drawn from these. Columns, because the names of parameters would be most of the file otherwise.
 */
final class TrialColumns {
  /** A reason is there to be recognised; the whole of it is in the store. */
  private static final int LONGEST_REASON = 200;

  private TrialColumns() {}

  static Map<String, Object> of(ReportSubject subject, List<Trial> trials) {
    StudySpec spec = subject.state().spec();
    Map<String, Object> columns = new LinkedHashMap<>();
    List<TrialState> states = List.of(TrialState.values());
    columns.put("states", states.stream().map(TrialState::word).toList());
    columns.put("state", column(trials, trial -> states.indexOf(TrialState.of(trial))));
    Map<String, Object> values = new LinkedHashMap<>();
    for (ObjectiveSpec objective : spec.objectives()) {
      values.put(objective.name(), completed(trials, t -> t.evaluation().value(objective.name())));
    }
    columns.put("values", values);
    Map<String, Object> constraints = new LinkedHashMap<>();
    for (String name : spec.constraints()) {
      constraints.put(
          name,
          completed(
              trials,
              t -> {
                Double value = t.evaluation().constraints().get(name);
                return value == null ? JsonNull.NULL : value;
              }));
    }
    columns.put("constraints", constraints);
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Parameter<?> parameter : spec.space().parameters()) {
      parameters.put(
          parameter.name(), column(trials, t -> Cells.value(parameter, t.configuration())));
    }
    columns.put("parameters", parameters);
    columns.put("reported", reported(spec.firstObjective().name(), trials));
    columns.put("reasons", reasons(trials));
    columns.put(
        "infeasible",
        numbers(trials, t -> t instanceof Trial.Completed c && !c.evaluation().isFeasible()));
    columns.put("improvements", improvements(spec, trials));
    columns.put("front", subject.state().front().stream().map(Trial::number).toList());
    return columns;
  }

  private static List<Object> column(List<Trial> trials, Function<Trial, Object> cell) {
    List<Object> column = new ArrayList<>(trials.size());
    trials.forEach(trial -> column.add(cell.apply(trial)));
    return column;
  }

  private static List<Object> completed(
      List<Trial> trials, Function<Trial.Completed, Object> cell) {
    return column(
        trials, t -> t instanceof Trial.Completed done ? cell.apply(done) : JsonNull.NULL);
  }

  private static List<Object> numbers(List<Trial> trials, Predicate<Trial> which) {
    List<Object> numbers = new ArrayList<>();
    trials.stream().filter(which).forEach(trial -> numbers.add(trial.number()));
    return numbers;
  }

  /** Numbers of the trials that were better than all with a smaller number. */
  private static List<Object> improvements(StudySpec spec, List<Trial> trials) {
    List<Object> numbers = new ArrayList<>();
    Optional<Trial.Completed> best = Optional.empty();
    for (Trial trial : trials) {
      if (trial instanceof Trial.Completed completed && spec.isNewBest(completed, best)) {
        best = Optional.of(completed);
        numbers.add(completed.number());
      }
    }
    return numbers;
  }

  /** What pruned trials had reported last of the objective, by number. */
  private static Map<String, Object> reported(String objective, List<Trial> trials) {
    Map<String, Object> last = new LinkedHashMap<>();
    for (Trial trial : trials) {
      if (trial instanceof Trial.Pruned pruned) {
        for (Measurement measurement : pruned.measurements().reversed()) {
          Double value = measurement.values().get(objective);
          if (value != null) {
            last.put(Long.toString(pruned.number()), value);
            break;
          }
        }
      }
    }
    return last;
  }

  private static Map<String, Object> reasons(List<Trial> trials) {
    Map<String, Object> reasons = new LinkedHashMap<>();
    for (Trial trial : trials) {
      String reason =
          switch (trial) {
            case Trial.Failed failed -> failed.failure().message();
            case Trial.Pruned pruned -> pruned.reason();
            case Trial.Abandoned abandoned -> abandoned.reason();
            case Trial.Completed _, Trial.Open _ -> "";
          };
      if (!reason.isEmpty()) {
        reasons.put(Long.toString(trial.number()), shortened(reason));
      }
    }
    return reasons;
  }

  private static String shortened(String reason) {
    return reason.length() <= LONGEST_REASON
        ? reason
        : reason.substring(
                0, reason.offsetByCodePoints(0, reason.codePointCount(0, LONGEST_REASON)))
            + "…";
  }
}

package dev.luthier.report;

import dev.luthier.study.Direction;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What trials reported while they ran, thinned out to what an eye can follow. */
final class Curves {
  /** Beyond, lines cover each other; half of them are the best ones, half stand for the rest. */
  private static final int MOST_CURVES = 120;

  /** A line of so many points is smooth at any width of a page. */
  private static final int MOST_POINTS = 100;

  private Curves() {}

  static Map<String, Object> of(StudySpec spec, List<Trial> trials) {
    Optional<String> metric = metric(spec, trials);
    List<Curve> all = new ArrayList<>();
    metric.ifPresent(name -> trials.forEach(t -> Curve.of(t, name).ifPresent(all::add)));
    Direction direction =
        spec.objectives().stream()
            .filter(objective -> metric.isPresent() && objective.name().equals(metric.get()))
            .map(ObjectiveSpec::direction)
            .findFirst()
            .orElse(spec.firstObjective().direction());
    List<Curve> shown = chosen(all, direction);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metric", metric.orElse(""));
    json.put("all", all.size());
    json.put("curves", shown.stream().map(Curve::write).toList());
    json.put("thinned", shown.stream().anyMatch(curve -> curve.steps.size() > MOST_POINTS));
    return json;
  }

  /** The first objective where it was reported, else what was reported most often. */
  private static Optional<String> metric(StudySpec spec, List<Trial> trials) {
    Map<String, Long> counts = new HashMap<>();
    for (Trial trial : trials) {
      for (Measurement measurement : measurements(trial)) {
        measurement.values().keySet().forEach(name -> counts.merge(name, 1L, Long::sum));
      }
    }
    String first = spec.firstObjective().name();
    if (counts.containsKey(first)) {
      return Optional.of(first);
    }
    return counts.entrySet().stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  private static List<Measurement> measurements(Trial trial) {
    return switch (trial) {
      case Trial.Finished finished -> finished.measurements();
      case Trial.Running running -> running.measurements();
      case Trial.Pending _ -> List.of();
    };
  }

  private static List<Curve> chosen(List<Curve> all, Direction direction) {
    if (all.size() <= MOST_CURVES) {
      return all;
    }
    Comparator<Curve> better = Comparator.comparingDouble(curve -> curve.rank(direction));
    List<Curve> byMerit = all.stream().sorted(better).toList();
    List<Curve> chosen = new ArrayList<>(Thinning.bestAndRest(byMerit, MOST_CURVES));
    chosen.sort(Comparator.comparingLong(curve -> curve.trial));
    return chosen;
  }

  /** What one trial reported of one value, in order of the steps. */
  private record Curve(long trial, List<Long> steps, List<Double> values) {

    static Optional<Curve> of(Trial trial, String metric) {
      List<Measurement> measured =
          measurements(trial).stream()
              .filter(measurement -> measurement.values().containsKey(metric))
              .sorted(Comparator.comparingLong(Measurement::step))
              .toList();
      return measured.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Curve(
                  trial.number(),
                  measured.stream().map(Measurement::step).toList(),
                  measured.stream()
                      .map(m -> m.values().getOrDefault(metric, Double.NaN))
                      .toList()));
    }

    /** By the last value; what is no number comes last. */
    double rank(Direction direction) {
      double last = values.getLast();
      double loss = direction == Direction.MINIMIZE ? last : -last;
      return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }

    Map<String, Object> write() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("trial", trial);
      json.put("steps", Thinning.evenly(steps, MOST_POINTS));
      json.put("values", Thinning.evenly(values, MOST_POINTS));
      return json;
    }
  }
}

package dev.luthier.cli;

import dev.luthier.cli.terminal.DisplayWidth;
import dev.luthier.cli.view.ShortText;
import dev.luthier.cli.view.Tally;
import dev.luthier.run.RunReport;
import dev.luthier.study.Direction;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What came of a run, as the YAML document that {@code luthier tune} prints. */
record RunResult(StudySpec spec, RunReport report, List<Trial> trials) {
  /** The yardstick of the gain: what somebody trying by hand might have tried. */
  private static final int FIRST = 10;

  RunResult {
    trials = List.copyOf(trials);
  }

  /** Ends with a line break. */
  String toYaml() {
    StringBuilder out = new StringBuilder();
    append(out, "", head());
    report
        .best()
        .ifPresent(
            best -> {
              out.append("configuration:\n");
              append(out, "  ", scalars(best.configuration().asMap()));
              out.append("objectives:\n");
              append(out, "  ", objectives(best));
              append(out, "", Map.of("gain", gain(best)));
            });
    return out.toString();
  }

  /** Whether any trial completed. */
  boolean hasBest() {
    return report.best().isPresent();
  }

  /** What to tell the user on standard error when there is no best configuration. */
  Optional<String> complaint() {
    if (report.best().isPresent()) {
      return Optional.empty();
    }
    Optional<String> last =
        finished()
            .filter(trial -> trial instanceof Trial.Failed)
            .map(trial -> ((Trial.Failed) trial).failure().message())
            .reduce((_, later) -> later);
    return Optional.of(
        "luthier: no trial completed"
            + last.map(m -> "; the last failure: " + DisplayWidth.printable(m)).orElse(""));
  }

  private Stream<Trial.Finished> finished() {
    return trials.stream()
        .filter(trial -> trial instanceof Trial.Finished)
        .map(trial -> (Trial.Finished) trial);
  }

  private Map<String, String> head() {
    // Of the whole study: a run that goes on with it is part of it.
    Tally tally = finished().reduce(Tally.ZERO, Tally::plus, (a, _) -> a);
    Map<String, String> head = new LinkedHashMap<>();
    head.put("study", YamlScalar.of(spec.name()));
    head.put("ended", report.reason().sentence());
    head.put("seconds", String.format(Locale.ROOT, "%.1f", report.elapsed().toMillis() / 1e3));
    head.put("trials", Long.toString(tally.finished()));
    putIfAny(head, "failed", tally.failed());
    putIfAny(head, "pruned", tally.pruned());
    putIfAny(head, "abandoned", tally.abandoned());
    report.best().ifPresent(best -> head.put("best_trial", Long.toString(best.number())));
    if (hasBest() && spec.objectives().size() > 1) {
      int size = spec.front(trials).size();
      head.put("front", size + "  # trials that no other dominates: luthier best prints them");
    }
    return head;
  }

  private static void putIfAny(Map<String, String> head, String name, long n) {
    if (n > 0) {
      head.put(name, Long.toString(n));
    }
  }

  private Map<String, String> objectives(Trial.Completed best) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ObjectiveSpec objective : spec.objectives()) {
      values.put(
          YamlScalar.of(objective.name()),
          YamlScalar.of(best.evaluation().value(objective.name())));
    }
    return values;
  }

  /** How much better the best is than the best of the first ten trials; never negative. */
  private String gain(Trial.Completed best) {
    ObjectiveSpec first = spec.firstObjective();
    Optional<Trial.Completed> yardstick = bestOfFirst();
    if (yardstick.isEmpty()) {
      return ".nan  # none of the first ten trials completed";
    }
    double before = yardstick.get().evaluation().value(first.name());
    double after = best.evaluation().value(first.name());
    double gain = first.direction() == Direction.MAXIMIZE ? after - before : before - after;
    return YamlScalar.of(rounded(gain))
        + "  # over the best of the first ten trials: "
        + ShortText.value(before)
        + " in trial "
        + yardstick.get().number();
  }

  /** Digits that come from the subtraction alone mean nothing. */
  private static double rounded(double gain) {
    return Double.isFinite(gain) ? Double.parseDouble(ShortText.value(gain)) : gain;
  }

  private Optional<Trial.Completed> bestOfFirst() {
    Optional<Trial.Completed> best = Optional.empty();
    for (Trial trial : trials.subList(0, Math.min(FIRST, trials.size()))) {
      if (trial instanceof Trial.Completed completed && spec.isNewBest(completed, best)) {
        best = Optional.of(completed);
      }
    }
    return best;
  }

  private static Map<String, String> scalars(Map<String, Object> values) {
    Map<String, String> scalars = new LinkedHashMap<>();
    values.forEach((name, value) -> scalars.put(YamlScalar.of(name), YamlScalar.of(value)));
    return scalars;
  }

  private static void append(StringBuilder out, String indent, Map<String, String> entries) {
    int longest = entries.keySet().stream().mapToInt(DisplayWidth::of).max().orElse(0);
    entries.forEach(
        (name, value) ->
            out.append(indent)
                .append(name)
                .append(':')
                .append(" ".repeat(longest - DisplayWidth.of(name) + 1))
                .append(value)
                .append('\n'));
  }
}

package dev.luthier.report;

import dev.luthier.strategy.Surrogate;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a report draws, as maps and lists for {@link dev.luthier.json.JsonWriter}.
 *
 * @param elements by the id of the script element that holds them
 */
record ReportData(Map<String, Map<String, Object>> elements) {

  /** Across parallel axes more lines than this are one grey area. */
  private static final int MOST_LINES = 300;

  /**
   * In a small picture more dots than this are one grey area; evenly from the best to the worst.
   */
  private static final int MOST_DOTS = 1_000;

  static ReportData of(ReportSubject subject) {
    List<Trial> trials = subject.state().trials();
    StudySpec spec = subject.state().spec();
    Bases bases = Bases.of(spec, trials);
    Map<String, Map<String, Object>> elements = new LinkedHashMap<>();
    elements.put("study", StudyFacts.of(subject, trials));
    elements.put("trials", TrialColumns.of(subject, trials));
    elements.put("shown", shown(bases));
    elements.put("timeline", Timeline.of(trials, subject.time()));
    elements.put("curves", Curves.of(spec, trials));
    elements.put(
        "parameters",
        subject
            .surrogate()
            .filter(surrogate -> isModelled(surrogate, spec.firstObjective().name()))
            .map(surrogate -> new ModelPictures(spec, surrogate, bases).write())
            .orElseGet(() -> RankDependence.write(spec, trials, bases)));
    elements.put("fit", ModelFitness.of(subject.surrogate()));
    elements.put("proposals", Proposals.of(subject));
    return new ReportData(elements);
  }

  private static boolean isModelled(Surrogate surrogate, String output) {
    return surrogate.outputs().stream().anyMatch(each -> each.name().equals(output));
  }

  /** Which completed trials are drawn, where all of them would be no picture any more. */
  private static Map<String, Object> shown(Bases bases) {
    return Map.of(
        "completed", bases.byMerit().size(),
        "lines", numbers(Thinning.bestAndRest(bases.byMerit(), MOST_LINES)),
        "dots", numbers(Thinning.evenly(bases.byMerit(), MOST_DOTS)));
  }

  private static List<Long> numbers(List<Trial.Completed> trials) {
    return trials.stream().map(Trial::number).sorted().toList();
  }
}

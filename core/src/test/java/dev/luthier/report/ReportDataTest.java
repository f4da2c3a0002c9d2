package dev.luthier.report;

import static dev.luthier.report.JsonParts.list;
import static dev.luthier.report.JsonParts.number;
import static dev.luthier.report.JsonParts.object;
import static dev.luthier.report.JsonParts.text;
import static dev.luthier.report.JsonParts.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Surrogate;
import dev.luthier.strategy.Surrogate.LeftOut;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a report shows, against what the study says. */
class ReportDataTest {
  private static final double[] UNIFORM = new Random(1).doubles(400).toArray();

  static Set<String> names() {
    return SampleStudies.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyColumnHasAllTrials(String name) {
    ReportSubject subject = SampleStudies.named(name);
    int n = subject.state().trialCount();
    Map<String, Object> trials = data(subject, "trials");
    assertEquals(n, list(trials, "state").size());
    for (String columns : List.of("values", "constraints", "parameters")) {
      object(trials, columns)
          .forEach((column, _) -> assertEquals(n, list(object(trials, columns), column).size()));
    }
    Map<String, Object> timeline = data(subject, "timeline");
    for (String column : List.of("row", "start", "end")) {
      assertEquals(n, list(timeline, column).size());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void improvementsAreBetterThanAllBefore(String name) {
    ReportSubject subject = SampleStudies.named(name);
    StudySpec spec = subject.state().spec();
    List<Trial> trials = subject.state().trials();
    List<Long> expected = new ArrayList<>();
    for (Trial trial : trials) {
      if (trial instanceof Trial.Completed c
          && c.evaluation().isFeasible()
          && trials.stream()
              .limit(trial.number())
              .allMatch(
                  t ->
                      !(t instanceof Trial.Completed b)
                          || !b.evaluation().isFeasible()
                          || better(spec, c, b))) {
        expected.add(trial.number());
      }
    }
    assertEquals(expected, list(data(subject, "trials"), "improvements"));
  }

  private static boolean better(StudySpec spec, Trial.Completed a, Trial.Completed b) {
    ObjectiveSpec first = spec.firstObjective();
    return first
        .direction()
        .isBetter(a.evaluation().value(first.name()), b.evaluation().value(first.name()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void trialsOfARowAreOfOneWorkerAndDoNotOverlap(String name) {
    ReportSubject subject = SampleStudies.named(name);
    Map<String, Object> timeline = data(subject, "timeline");
    List<?> rows = list(timeline, "row");
    Map<Object, List<Trial.Timing>> byRow = new HashMap<>();
    for (Trial trial : subject.state().trials()) {
      if (trial instanceof Trial.Finished finished) {
        byRow
            .computeIfAbsent(rows.get((int) trial.number()), _ -> new ArrayList<>())
            .add(finished.timing());
      }
    }
    byRow.forEach(
        (row, timings) -> {
          for (Trial.Timing a : timings) {
            assertEquals(list(timeline, "rows").get((Integer) row), a.worker());
            long overlapping =
                timings.stream()
                    .filter(b -> a.start().isBefore(b.end()) && b.start().isBefore(a.end()))
                    .count();
            assertEquals(1, overlapping, "itself");
          }
        });
  }

  @Test
  void aWorkerHasAsManyRowsAsItRanTrialsAtOnce() {
    List<Trial> trials = SampleStudies.usual(200, SampleStudies.mixed(), 0);
    Map<String, Object> timeline = Timeline.of(trials, Instant.MAX);
    for (String worker : List.of("host-a/4711", "host-b/12")) {
      List<Trial.Timing> timings =
          trials.stream()
              .map(t -> ((Trial.Finished) t).timing())
              .filter(t -> t.worker().equals(worker))
              .toList();
      long most =
          timings.stream()
              .mapToLong(
                  a ->
                      timings.stream()
                          .filter(b -> !b.start().isAfter(a.start()) && b.end().isAfter(a.start()))
                          .count())
              .max()
              .orElseThrow();
      assertEquals(most, list(timeline, "rows").stream().filter(worker::equals).count());
    }
  }

  @Test
  void infinitiesAndNaNStayWhatTheyAre() {
    ReportSubject subject = SampleStudies.named("infinite");
    List<?> values = list(object(data(subject, "trials"), "values"), "loss");
    assertEquals(Double.POSITIVE_INFINITY, values.get(3));
    List<?> curves = list(data(subject, "curves"), "curves");
    assertEquals(
        List.of(Double.NaN, Double.POSITIVE_INFINITY, 1.0),
        list((Map<?, ?>) curves.getFirst(), "values"));
  }

  @Test
  void ofManyCurvesTheBestAreShownAndLongOnesKeepTheirEnds() {
    SearchSpace space = SampleStudies.mixed();
    List<Trial> trials = SampleStudies.usual(400, space, 250);
    StudySpec spec = SampleStudies.spec(space, ObjectiveSpec.minimize("loss"));
    Map<String, Object> curves = Curves.of(spec, trials);
    Set<Object> shown = new HashSet<>();
    for (Object each : list(curves, "curves")) {
      Map<?, ?> curve = (Map<?, ?>) each;
      shown.add(whole(curve, "trial"));
      List<?> steps = list(curve, "steps");
      Trial.Finished trial = (Trial.Finished) trials.get((int) whole(curve, "trial"));
      assertTrue(steps.size() <= 100);
      assertEquals(trial.measurements().getFirst().step(), steps.getFirst());
      assertEquals(trial.measurements().getLast().step(), steps.getLast());
    }
    assertEquals(120, shown.size());
    assertEquals(true, curves.get("thinned"));
    Trial best =
        trials.stream()
            .filter(t -> !((Trial.Finished) t).measurements().isEmpty())
            .min((a, b) -> Double.compare(last(a), last(b)))
            .orElseThrow();
    assertTrue(shown.contains(best.number()));
  }

  private static double last(Trial trial) {
    return ((Trial.Finished) trial)
        .measurements()
        .getLast()
        .values()
        .getOrDefault("loss", Double.NaN);
  }

  /** A mean that is a sum over parameters has variances of its terms, and nothing else. */
  @Test
  void importanceIsTheVarianceThatAParameterCauses() {
    SpaceBuilder builder = SearchSpace.builder();
    for (String name : List.of("a", "b", "c")) {
      builder.add(RealParameter.linear(name, 0, 1));
    }
    SearchSpace space = builder.build();
    ReportSubject subject =
        SampleStudies.modelled(
            SampleStudies.spec(space, ObjectiveSpec.minimize("loss")),
            SampleStudies.usual(50, space, 0));
    List<?> importance = list(data(subject, "parameters"), "importance");
    double all = 1 + 1 / 4.0 + 1 / 9.0; // The bowl's weights are 1, 1/2, 1/3.
    for (int k = 0; k < 3; k++) {
      Map<?, ?> each = (Map<?, ?>) importance.get(k);
      assertEquals(List.of("a", "b", "c").get(k), text(each, "parameter"));
      assertEquals(1 / Math.pow(k + 1, 2) / all, number(each, "share"), 1e-9);
    }
  }

  @Test
  void slicesAreTheModelAroundATrialThatHasTheParameter() {
    ReportSubject subject = SampleStudies.named("usual");
    SearchSpace space = subject.state().spec().space();
    Surrogate surrogate = subject.surrogate().orElseThrow();
    List<?> slices = list(data(subject, "parameters"), "slices");
    assertEquals(space.parameters().size(), slices.size());
    for (Object each : slices) {
      Map<?, ?> slice = (Map<?, ?>) each;
      Parameter<?> parameter = space.find(text(slice, "parameter")).orElseThrow();
      Trial base = subject.state().trials().get((int) whole(slice, "trial"));
      assertTrue(base.configuration().isActive(parameter));
      if (parameter instanceof RealParameter) {
        Map<?, ?> output = object(object(slice, "outputs"), "loss");
        List<?> xs = list(slice, "x");
        for (int i = 0; i < xs.size(); i++) {
          Map<String, Object> values = base.configuration().asMap();
          values.put(parameter.name(), xs.get(i));
          Prediction prediction =
              surrogate
                  .predict(List.of(space.configuration(values)))
                  .getFirst()
                  .getOrDefault("loss", new Prediction(0, 0));
          assertEquals(prediction.mean(), list(output, "mean").get(i));
          assertEquals(prediction.deviation(), list(output, "deviation").get(i));
        }
      }
    }
  }

  @Test
  void aModelThatIsRightIsCalibratedAndOneThatIsTooSureIsNot() {
    Random random = new Random(5);
    int n = 4_000;
    List<LeftOut> right = new ArrayList<>();
    List<LeftOut> tooSure = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double observed = 3 + 2 * random.nextGaussian();
      right.add(new LeftOut(i, observed, new Prediction(3, 2)));
      tooSure.add(new LeftOut(i, observed, new Prediction(3, 1)));
    }
    List<?> levels = list(ModelFitness.calibration(right), "levels");
    List<?> shares = list(ModelFitness.calibration(right), "shares");
    List<?> fewer = list(ModelFitness.calibration(tooSure), "shares");
    for (int i = 0; i < levels.size(); i++) {
      double level = (Double) levels.get(i);
      double standardError = Math.sqrt(level * (1 - level) / n);
      assertEquals(level, (Double) shares.get(i), 4 * standardError);
      assertTrue((Double) fewer.get(i) < level - 4 * standardError || level < 0.06);
    }
    assertEquals(List.of(), list(ModelFitness.calibration(List.of()), "shares"));
  }

  @Test
  void ranksDependOnWhatTheyAreAFunctionOf() {
    double[] bowl =
        IntStream.range(0, UNIFORM.length)
            .mapToDouble(i -> Math.pow(UNIFORM[i] - 0.4, 2))
            .toArray();
    double[] other = new Random(2).doubles(UNIFORM.length).toArray();
    double dependence = RankDependence.dependence(UNIFORM, bowl);
    assertTrue(dependence > 0.8, () -> "a function: " + dependence);
    assertTrue(RankDependence.dependence(other, bowl) < 0.05);
    // Ranks do not see a monotone map, nor how far away the worst is.
    double[] mapped =
        IntStream.range(0, bowl.length)
            .mapToDouble(i -> bowl[i] > 0.3 ? Double.POSITIVE_INFINITY : Math.log(bowl[i]))
            .toArray();
    double[] cut =
        IntStream.range(0, bowl.length).mapToDouble(i -> Math.min(bowl[i], 0.3)).toArray();
    assertEquals(
        RankDependence.dependence(UNIFORM, cut), RankDependence.dependence(UNIFORM, mapped), 1e-12);
    assertEquals(0, RankDependence.dependence(UNIFORM, new double[UNIFORM.length]));
    assertEquals(0, RankDependence.dependence(new double[UNIFORM.length], bowl));
    double[] nothing = new double[UNIFORM.length];
    Arrays.fill(nothing, Double.NaN);
    assertEquals(0, RankDependence.dependence(UNIFORM, nothing));
  }

  @Test
  void thinningKeepsTheEndsAndTheOrder() {
    List<Integer> all = IntStream.range(0, 1_000).boxed().toList();
    List<Integer> some = Thinning.evenly(all, 7);
    assertEquals(7, new HashSet<>(some).size());
    assertEquals(some.stream().sorted().toList(), some);
    assertEquals(0, some.getFirst());
    assertEquals(999, some.getLast());
    assertEquals(all.subList(0, 5), Thinning.bestAndRest(all, 10).subList(0, 5));
    assertEquals(10, new HashSet<>(Thinning.bestAndRest(all, 10)).size());
    assertEquals(all, Thinning.evenly(all, 1_000));
  }

  @Test
  void theFrontAndWhatIsInfeasibleAreTold() {
    ReportSubject subject = SampleStudies.named("several");
    Map<String, Object> trials = data(subject, "trials");
    assertEquals(
        subject.state().front().stream().map(Trial::number).toList(), list(trials, "front"));
    List<?> infeasible = list(trials, "infeasible");
    assertFalse(infeasible.isEmpty());
    for (Object number : infeasible) {
      assertTrue(
          (Double)
                  list(object(trials, "constraints"), "over_budget").get(((Long) number).intValue())
              > 0);
    }
  }

  private static Map<String, Object> data(ReportSubject subject, String id) {
    return object(ReportData.of(subject).elements(), id);
  }
}

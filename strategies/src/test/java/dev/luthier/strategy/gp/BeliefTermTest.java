package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.luthier.acquisition.JointAcquisition;
import dev.luthier.acquisition.LogExpectedImprovement;
import dev.luthier.linalg.Session;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.Workload;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.ModelFamily.Model;
import dev.luthier.surrogate.Points;
import dev.luthier.testkit.ReferenceCompute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BeliefTermTest {
  private static final SearchSpace SPACE = space();
  private static final ModelSpace MODEL = new ModelSpace(SPACE);
  private static final CandidateSpace CANDIDATES = new CandidateSpace(SPACE);

  /** Of kind (0), layers (1), and of the children mode (2) and rate (3) of one kind each. */
  private static final Belief BELIEF =
      new Belief(
          Map.of(
              0, new WeightedBelief(new double[] {3, 1}),
              1, new NormalBelief(0.2, 0.3),
              2, new WeightedBelief(new double[] {1, 5}),
              3, new NormalBelief(0.8, 0.1)));

  private static SearchSpace space() {
    SpaceBuilder space = SearchSpace.builder();
    var kind = space.add(CategoricalParameter.of("a-kind", "x", "y"));
    space.add(IntegerParameter.linear("b-layers", 1, 5));
    space.add(CategoricalParameter.of("c-mode", "p", "q"), when(kind, "y"));
    space.add(RealParameter.log("d-rate", 1e-4, 1), when(kind, "x"));
    return space.build();
  }

  private static Points points(int count) {
    SplittableRandom random = new SplittableRandom(3);
    List<Candidate> sampled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sampled.add(CANDIDATES.of(SPACE.sample(random)));
    }
    return MODEL.points(sampled);
  }

  private static double term(Map<String, ?> values) {
    double[] value = {0};
    Candidate candidate = CANDIDATES.of(SPACE.configuration(values));
    new BeliefTerm(BELIEF, MODEL, 2).addTo(value, MODEL.points(List.of(candidate)));
    return value[0];
  }

  @Test
  void activeParametersContributeTheirLogarithms() {
    double kindX = Math.log(ParameterBelief.doubted(1.5));
    double kindY = Math.log(ParameterBelief.doubted(0.5));
    double two = Math.log(new NormalBelief(0.2, 0.3).density(0.3));
    double rate = Math.log(new NormalBelief(0.8, 0.1).density(0.75));
    assertEquals(
        2 * (kindX + two + rate), term(Map.of("a-kind", "x", "b-layers", 2, "d-rate", 0.1)), 1e-12);
    assertEquals(
        2 * (kindY + two + Math.log(ParameterBelief.doubted(10.0 / 6))),
        term(Map.of("a-kind", "y", "b-layers", 2, "c-mode", "q")),
        1e-12);
  }

  @Test
  void aTenthOfTheBudgetOverWhatIsObserved() {
    assertEquals(2.0, BeliefTerm.after(5, OptionalLong.empty(), BELIEF, MODEL).exponent());
    assertEquals(0.5, BeliefTerm.after(20, OptionalLong.empty(), BELIEF, MODEL).exponent());
    assertEquals(0.4, BeliefTerm.after(10, OptionalLong.of(30), BELIEF, MODEL).exponent(), 1e-15);
    assertEquals(0.1, BeliefTerm.after(40, OptionalLong.of(0), BELIEF, MODEL).exponent(), 1e-15);
  }

  /** By the columns of numbers; categories are moved between, and have none. */
  @Test
  void gradientsAreDifferences() {
    requireGradient(
        (points, gradient) -> {
          double[] values = new double[points.count()];
          new BeliefTerm(BELIEF, MODEL, 0.7).addTo(values, points);
          new BeliefTerm(BELIEF, MODEL, 0.7).addGradient(gradient, points);
          return values;
        });
  }

  /** The term is part of what candidates are worth, however that is asked. */
  @Test
  void anAppraisalIsTheAcquisitionAndTheTerm() {
    Points observed = points(6);
    Model model = MODEL.family().model(MODEL.family().initial());
    try (Session session = new ReferenceCompute().openSession(new Workload(6, 5, 8));
        GaussianProcess process =
            GaussianProcess.observing(session, model, observed, 8).orElseThrow()) {
      double[] y = new double[observed.count()];
      Arrays.setAll(y, i -> Math.sin(7 * i));
      process.setTargets(y);
      Appraisal without = appraisal(process, Belief.NONE);
      Appraisal with = appraisal(process, BELIEF);
      requireGradient(with::values);
      Points points = points(8);
      double[] expected = without.values(points, new double[points.columns().length]);
      new BeliefTerm(BELIEF, MODEL, 0.7).addTo(expected, points);
      double[] values = with.values(points, new double[points.columns().length]);
      assertArrayEquals(expected, values, 1e-12);
    }
  }

  private static Appraisal appraisal(GaussianProcess process, Belief belief) {
    return new Appraisal(
        List.of(process),
        EarlierTrend.NONE,
        JointAcquisition.of(new LogExpectedImprovement(0)),
        new BeliefTerm(belief, MODEL, 0.7),
        MODEL,
        CANDIDATES);
  }

  private interface Values {
    double[] at(Points points, double[] gradient);
  }

  private static void requireGradient(Values function) {
    Points points = points(8);
    double[] gradient = new double[points.columns().length];
    function.at(points, gradient);
    double step = 1e-6;
    double largest = 0;
    for (ModelSpace.Axis axis : MODEL.axes()) {
      for (int i = 0; i < points.count() && !axis.isCategorical(); i++) {
        int element = i + axis.column() * points.count();
        double difference =
            (moved(function, points, element, step)[i] - moved(function, points, element, -step)[i])
                / (2 * step);
        assertEquals(difference, gradient[element], 1e-5 * Math.max(1, Math.abs(difference)));
        largest = Math.max(largest, Math.abs(difference));
      }
    }
    assertNotEquals(0, largest, 0.1);
  }

  private static double[] moved(Values function, Points points, int element, double by) {
    double[] columns = points.columns().clone();
    columns[element] += by;
    return function.at(
        new Points(points.count(), points.dimension(), columns), new double[columns.length]);
  }
}

package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Session;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.Workload;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.ModelFit;
import dev.luthier.surrogate.Points;
import dev.luthier.testkit.ReferenceCompute;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelSpaceTest {
  private static final SearchSpace SPACE = space();

  private static SearchSpace space() {
    SpaceBuilder space = SearchSpace.builder();
    var kind = space.add(CategoricalParameter.of("a-kind", "x", "y"));
    space.add(IntegerParameter.linear("b-count", 1, 4));
    space.add(CategoricalParameter.fixed("c-fixed", 3));
    space.add(RealParameter.linear("d-rate", 0, 1), when(kind, "x"));
    space.add(CategoricalParameter.of("e-mode", "p", "q"), when(kind, "y"));
    return space.build();
  }

  private static double[] features(Map<String, ?> values) {
    Candidate candidate = new CandidateSpace(SPACE).of(SPACE.configuration(values));
    return new ModelSpace(SPACE).features(candidate.point(), candidate.active());
  }

  @Test
  void inactiveParametersStandApart() {
    assertArrayEquals(
        new double[] {0.25, 0.375, 0.9, 1, -1},
        features(Map.of("a-kind", "x", "b-count", 2, "c-fixed", 3, "d-rate", 0.9)));
    assertArrayEquals(
        new double[] {0.75, 0.375, 0.5, 0, 0.75},
        features(Map.of("a-kind", "y", "b-count", 2, "c-fixed", 3, "e-mode", "q")));
  }

  @Test
  void whatDoesNotVaryHasNoColumn() {
    ModelSpace model = new ModelSpace(SPACE);
    assertEquals(5, model.dimension());
    assertEquals(4, model.axes().size());
    assertEquals(1 + 4, model.family().form().hyperparameterCount());
  }

  /**
   * What a function does not depend on is found to be irrelevant: no difference within the cube
   * counts. The usual prior does not let it go that far.
   */
  @Test
  void oneObjectiveOfSeveralMayNotDependOnAParameter() {
    SpaceBuilder cube = SearchSpace.builder();
    for (int j = 0; j < 4; j++) {
      cube.add(RealParameter.linear("x" + j, 0, 1));
    }
    ModelSpace model = new ModelSpace(cube.build());
    SplittableRandom random = new SplittableRandom(3);
    int n = 50;
    Points points = new Points(n, 4, random.doubles(4L * n).toArray());
    double[] values = Arrays.copyOf(points.columns(), n);
    double[] usual = lengthScales(model, model.families(), points, values);
    double[] among = lengthScales(model, model.familiesAmongOthers(), points, values);
    for (int j = 1; j < 4; j++) {
      assertTrue(among[j] > 200, "x" + j + ": " + among[j]);
      assertTrue(usual[j] < 100, "x" + j + ": " + usual[j]);
    }
  }

  private static double[] lengthScales(
      ModelSpace model, List<ModelFamily> families, Points points, double[] values) {
    try (Session session = new ReferenceCompute().openSession(new Workload(1, 4, 1))) {
      var fitted =
          ModelFit.ofObjectiveAmongOthers()
              .fit(session, families.getFirst(), points, values, Optional.empty());
      return model.lengthScales(fitted.report().model().kernel());
    }
  }

  /** Points of the cube between integers are the same candidate as the integer. */
  @Test
  void theModelIsConstantBetweenIntegers() {
    CandidateSpace space = new CandidateSpace(SPACE);
    double[] a = space.at(new double[] {0.1, 0.30, 0, 0.9, 0}).orElseThrow().point();
    double[] b = space.at(new double[] {0.4, 0.45, 1, 0.9, 1}).orElseThrow().point();
    assertArrayEquals(a, b);
  }
}

package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import java.util.Map;
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

  /** Points of the cube between integers are the same candidate as the integer. */
  @Test
  void theModelIsConstantBetweenIntegers() {
    CandidateSpace space = new CandidateSpace(SPACE);
    double[] a = space.at(new double[] {0.1, 0.30, 0, 0.9, 0}).orElseThrow().point();
    double[] b = space.at(new double[] {0.4, 0.45, 1, 0.9, 1}).orElseThrow().point();
    assertArrayEquals(a, b);
  }
}

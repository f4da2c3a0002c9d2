package dev.luthier.strategy.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.Lattice;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.study.RandomStreams;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class GridStrategyTest {

  @Test
  void visitsExactlyTheCellsOfTheCoarseLattice() {
    SearchSpace space =
        space(
            RealParameter.log("rate", 1e-5, 0.1),
            IntegerParameter.linear("width", 1, 100),
            RealParameter.linear("dropout", 0, 0.5).step(0.05),
            CategoricalParameter.of("activation", "relu", "tanh"));
    Set<Configuration> cells = new HashSet<>();
    Lattice.coarse(space, 3).forEach(cells::add);
    Proposals all = propose(space, Map.of("points", 3), 1_000);
    assertTrue(all.exhausted());
    assertEquals(3 * 3 * 11 * 2, cells.size());
    assertEquals(cells.size(), all.configurations().size());
    assertEquals(cells, Set.copyOf(all.configurations()));
  }

  @Test
  void fivePointsAreOneADecadeOfTheUsualLearningRates() {
    RealParameter rate = RealParameter.log("rate", 1e-5, 0.1);
    Proposals all = propose(space(rate), Map.of(), 10);
    double[] values =
        all.configurations().stream().mapToDouble(c -> c.get(rate)).sorted().toArray();
    double[] expected = {1e-5, 1e-4, 1e-3, 1e-2, 0.1};
    assertEquals(expected.length, values.length);
    for (int i = 0; i < values.length; i++) {
      assertEquals(expected[i], values[i], 1e-14 * expected[i]);
    }
  }

  @Test
  void onePointIsTheMiddle() {
    RealParameter x = RealParameter.linear("x", 2, 4);
    Proposals all = propose(space(x), Map.of("points", 1), 10);
    assertEquals(3, all.configurations().getFirst().get(x));
    assertEquals(1, all.configurations().size());
  }

  /**
   * 5^10 cells: neither counted nor listed, and fifty trials see every value of every parameter.
   */
  @Test
  void aHugeGridStartsAtOnceAndNotInACorner() {
    RealParameter[] parameters = new RealParameter[10];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = RealParameter.linear("x" + i, 0, 1);
    }
    Proposals some = propose(space(parameters), Map.of(), 50);
    assertFalse(some.exhausted());
    for (RealParameter x : parameters) {
      Set<Double> values = new TreeSet<>();
      some.configurations().forEach(c -> values.add(c.get(x)));
      assertEquals(Set.of(0.0, 0.25, 0.5, 0.75, 1.0), values);
    }
  }

  /** A step makes a value for each multiple, however many: 2⁴⁰ of them are not listed. */
  @Test
  void aFineStepIsNotListed() {
    IntegerParameter n = IntegerParameter.linear("n", 0, 1L << 40).step(1);
    assertEquals(3, propose(space(n), Map.of(), 3).configurations().size());
  }

  @Test
  void refusesPointsOutOfRange() {
    for (Object points : List.of(0, -1, 10_001, 2.5, "five")) {
      var refusal =
          assertThrows(
              InvalidInputException.class, () -> GridOptions.read(Map.of("points", points)));
      assertEquals("strategy.options.points", refusal.field());
      assertEquals(String.valueOf(points), refusal.value());
    }
  }

  private static SearchSpace space(Parameter<?>... parameters) {
    var space = SearchSpace.builder();
    for (Parameter<?> parameter : parameters) {
      space.add(parameter);
    }
    return space.build();
  }

  private static Proposals propose(SearchSpace space, Map<String, Object> options, int count) {
    var request =
        new ProposalRequest(count, 0, List.of(), OptionalLong.empty(), new RandomStreams(3));
    return new GridStrategy(space, GridOptions.read(options)).propose(request);
  }
}

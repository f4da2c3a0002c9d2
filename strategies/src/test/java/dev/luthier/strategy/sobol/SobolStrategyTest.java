package dev.luthier.strategy.sobol;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.quasirandom.ScrambledSobol;
import dev.luthier.study.RandomStreams;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SobolStrategyTest {
  private static final long SEED = 11;

  @Test
  void trialNIsPointN() {
    var space = SearchSpace.builder();
    var x = space.add(RealParameter.linear("x", 0, 1));
    var y = space.add(RealParameter.linear("y", 0, 1));
    SearchSpace built = space.build();
    ScrambledSobol sequence = new ScrambledSobol(2, SEED);
    List<Configuration> proposed = propose(built, 7, 5);
    for (int i = 0; i < 5; i++) {
      assertEquals(sequence.coordinate(0, 7 + i), proposed.get(i).get(x), 1e-15);
      assertEquals(sequence.coordinate(1, 7 + i), proposed.get(i).get(y), 1e-15);
    }
  }

  /** A parameter keeps its coordinate, whichever others are active. */
  @Test
  void inactiveParametersLeaveTheirCoordinateUnused() {
    var space = SearchSpace.builder();
    var kind = space.add(CategoricalParameter.of("kind", "a", "b"));
    space.add(RealParameter.linear("p", 0, 1), when(kind, "a"));
    var q = space.add(RealParameter.linear("q", 0, 1), when(kind, "b"));
    SearchSpace built = space.build();
    ScrambledSobol sequence = new ScrambledSobol(3, SEED);
    int withQ = 0;
    List<Configuration> proposed = propose(built, 0, 16);
    for (int n = 0; n < 16; n++) {
      if (proposed.get(n).isActive(q)) {
        assertEquals(sequence.coordinate(2, n), proposed.get(n).get(q), 1e-15);
        withQ++;
      }
    }
    assertEquals(8, withQ, "the first coordinate of 16 points is below 1/2 for eight");
  }

  /**
   * 2^6 points in three discrete dimensions of four values: every value, and every pair of values,
   * equally often.
   */
  @Test
  void discreteValuesAreBalanced() {
    var space = SearchSpace.builder();
    var a = space.add(CategoricalParameter.of("a", 0, 1, 2, 3));
    space.add(RealParameter.linear("x", 0, 1));
    SearchSpace built = space.build();
    int[] counts = new int[4];
    propose(built, 0, 64).forEach(c -> counts[c.get(a)]++);
    for (int count : counts) {
      assertEquals(16, count);
    }
  }

  /**
   * Half of the points are refused; their stand-ins spread like points of a net, not like random
   * ones.
   */
  @Test
  void standInsForForbiddenPointsFillTheSpaceEvenly() {
    var space = SearchSpace.builder();
    var kind = space.add(CategoricalParameter.of("kind", "good", "bad"));
    var other = space.add(CategoricalParameter.of("other", "good", "bad"));
    var x = space.add(RealParameter.linear("x", 0, 1));
    space.forbid(when(kind, "bad"));
    space.forbid(when(other, "bad"));
    List<Configuration> proposed = propose(space.build(), 0, 64);
    assertEquals(64, new HashSet<>(proposed).size());
    int[] quarters = new int[4];
    proposed.forEach(c -> quarters[(int) (c.get(x) * 4)]++);
    for (int count : quarters) {
      // A multinomial count has standard deviation 3.5.
      assertEquals(16, count, 4);
    }
  }

  @Test
  void neighbouringTrialsDiffer() {
    var space = SearchSpace.builder();
    space.add(RealParameter.log("rate", 1e-5, 1));
    SearchSpace built = space.build();
    Encoder encoder = new Encoder(built);
    List<Configuration> proposed = propose(built, 0, 2);
    double first = encoder.encode(proposed.get(0))[0];
    double second = encoder.encode(proposed.get(1))[0];
    assertNotEquals(first < 0.5, second < 0.5, "the first two points lie in different halves");
  }

  /** 1,200 parameters: more than the table has dimensions. */
  @Test
  void moreParametersThanTabulatedDimensions() {
    var space = SearchSpace.builder();
    for (int i = 0; i < 1_200; i++) {
      space.add(RealParameter.linear("x" + i, 0, 1));
    }
    List<Configuration> proposed = propose(space.build(), 0, 4);
    Set<Object> values = new HashSet<>();
    proposed.forEach(c -> values.addAll(c.asMap().values()));
    assertTrue(values.size() > 4_700, values.size() + " different values of 4,800");
  }

  private static List<Configuration> propose(SearchSpace space, long firstTrial, int count) {
    var request =
        new ProposalRequest(
            count, firstTrial, List.of(), OptionalLong.empty(), new RandomStreams(SEED));
    return new SobolStrategy(space, SEED).propose(request).configurations();
  }
}

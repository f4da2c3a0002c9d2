package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CandidateSpaceTest {
  private static SearchSpace flat() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.log("rate", 1e-5, 1));
    space.add(RealParameter.linear("share", 0, 1).step(0.1));
    space.add(IntegerParameter.log("batch", 1, 4096));
    space.add(CategoricalParameter.of("kind", "a", "b", "c"));
    return space.build();
  }

  private static SearchSpace conditional() {
    SpaceBuilder space = SearchSpace.builder();
    var kind = space.add(CategoricalParameter.of("kind", "a", "b"));
    var size = space.add(IntegerParameter.linear("size", 1, 3));
    space.add(RealParameter.linear("rate", 0, 1), when(kind, "a"));
    space.forbid(when(kind, "b").and(when(size, 3L)));
    return space.build();
  }

  /** Without building a configuration a point is brought to where its configuration is encoded. */
  @Test
  void aPointIsThatOfItsConfiguration() {
    CandidateSpace space = new CandidateSpace(flat());
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000; i++) {
      double[] point = random.doubles(4, -0.1, 1.1).toArray();
      Candidate candidate = space.at(point).orElseThrow();
      Configuration configuration = space.configuration(candidate);
      Candidate again = space.of(configuration);
      assertArrayEquals(again.point(), candidate.point(), 1e-14);
      assertArrayEquals(again.active(), candidate.active());
      assertEquals(configuration, space.configuration(again));
    }
  }

  @Test
  void forbiddenPointsHaveNoCandidate() {
    CandidateSpace space = new CandidateSpace(conditional());
    SplittableRandom random = new SplittableRandom(2);
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      var candidate = space.at(random.doubles(3).toArray());
      found += candidate.isPresent() ? 1 : 0;
      candidate.ifPresent(c -> assertTrue(conditional().permits(space.configuration(c))));
    }
    // One sixth of the cells.
    assertEquals(1_000 * 5 / 6.0, found, 60);
  }

  @Test
  void branchesDifferByWhatIsActive() {
    SearchSpace conditional = conditional();
    CandidateSpace space = new CandidateSpace(conditional);
    Candidate a = space.of(conditional.configuration(Map.of("kind", "a", "size", 1, "rate", 0.3)));
    Candidate other =
        space.of(conditional.configuration(Map.of("kind", "a", "size", 2, "rate", 0.9)));
    Candidate b = space.of(conditional.configuration(Map.of("kind", "b", "size", 1)));
    assertEquals(space.branch(a), space.branch(other));
    assertNotEquals(space.branch(a), space.branch(b));
    assertEquals(1, a.distance(b));
  }
}

package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestObservationsTest {
  private static final int N = 200;

  private static SearchSpace space() {
    SpaceBuilder builder = SearchSpace.builder();
    var kind = builder.add(CategoricalParameter.of("kind", "a", "b", "c"));
    builder.add(RealParameter.linear("x", 0, 1));
    builder.add(RealParameter.linear("y", 0, 1), when(kind, "a"));
    return builder.build();
  }

  /** Parameters in canonical order: kind, x, y. */
  private static double distance(Candidate a, Candidate b) {
    double kind = a.point()[0] == b.point()[0] ? 0 : 1;
    double x = a.point()[1] - b.point()[1];
    double y = a.active()[2] != b.active()[2] ? 1 : a.point()[2] - b.point()[2];
    return kind + x * x + y * y;
  }

  @Test
  void theyAreThoseThatSortingFinds() {
    try (LocalStudy study = new LocalStudy(space(), N)) {
      study.addRandom(N, _ -> 0);
      Observations observations = study.observations();
      var nearest = new NearestObservations(study.model(), observations);
      for (int centre : new int[] {0, 77, N - 1}) {
        Candidate from = observations.candidate(centre);
        int[] expected =
            IntStream.range(0, 150)
                .boxed()
                .sorted(
                    Comparator.comparingDouble(row -> distance(from, observations.candidate(row))))
                .limit(20)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        assertArrayEquals(expected, nearest.of(centre, 150, 20));
      }
    }
  }

  @Test
  void fewerThanAskedForAreAll() {
    try (LocalStudy study = new LocalStudy(space(), N)) {
      study.addRandom(10, _ -> 0);
      var nearest = new NearestObservations(study.model(), study.observations());
      assertArrayEquals(IntStream.range(0, 10).toArray(), nearest.of(3, 10, 20));
    }
  }

  @Test
  void ofEquallyFarOnesTheEarlierAreTaken() {
    try (LocalStudy study = new LocalStudy(space(), N)) {
      study.addRandom(1, _ -> 0);
      for (int i = 1; i < 10; i++) {
        study.tell(study.configuration(0), 0);
      }
      var nearest = new NearestObservations(study.model(), study.observations());
      assertArrayEquals(new int[] {0, 1, 2, 3}, nearest.of(7, 10, 4));
    }
  }
}

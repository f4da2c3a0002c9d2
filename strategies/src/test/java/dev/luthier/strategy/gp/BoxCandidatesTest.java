package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoxCandidatesTest {
  /** In canonical order: a category, b integer, c real. */
  private static SearchSpace mixed() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(CategoricalParameter.of("a", "p", "q", "r"));
    builder.add(IntegerParameter.linear("b", 1, 10));
    builder.add(RealParameter.linear("c", 0, 1));
    return builder.build();
  }

  private static double[] sides(int parameters, double side) {
    double[] sides = new double[parameters];
    Arrays.fill(sides, side);
    return sides;
  }

  private static List<Candidate> around(SearchSpace space, Candidate centre, double side) {
    return new BoxCandidates(space, new CandidateSpace(space), new ModelSpace(space))
        .around(centre, sides(space.parameters().size(), side), new SplittableRandom(2));
  }

  private static Candidate centre(SearchSpace space, double... point) {
    return new CandidateSpace(space).at(point).orElseThrow();
  }

  private static int changed(List<Candidate> points, Candidate centre, int i) {
    return (int) points.stream().filter(p -> p.point()[i] != centre.point()[i]).count();
  }

  @Test
  void pointsAreInTheBoxAndSnapped() {
    SearchSpace space = mixed();
    Candidate centre = centre(space, 0.5, 0.5, 0.9);
    List<Candidate> points = around(space, centre, 0.5);
    assertEquals(300, points.size());
    Set<Double> integers = new HashSet<>();
    for (Candidate point : points) {
      assertArrayEquals(centre(space, point.point()).point(), point.point(), 1e-14);
      assertTrue(Math.abs(point.point()[1] - centre.point()[1]) <= 0.25);
      assertTrue(point.point()[2] >= 0.65 && point.point()[2] <= 1);
      integers.add(point.point()[1]);
      assertFalse(Arrays.equals(centre.point(), point.point()), "the centre itself");
    }
    // A tenth apart, a quarter on both sides.
    assertEquals(5, integers.size());
    double span =
        points.stream().mapToDouble(p -> p.point()[2]).max().orElseThrow()
            - points.stream().mapToDouble(p -> p.point()[2]).min().orElseThrow();
    assertTrue(span > 0.33, () -> "the box is not filled: " + span);
  }

  /** Categories stay more often the smaller the box is, and are never the only ones to. */
  @Test
  void categoriesChangeSeldomInASmallBox() {
    SearchSpace space = mixed();
    Candidate centre = centre(space, 0.5, 0.5, 0.5);
    List<Candidate> large = around(space, centre, 1.6);
    List<Candidate> small = around(space, centre, 0.02);
    // A third of the points have the change forced.
    assertEquals(300 * (1 / 3.0 + 2 / 3.0 * 0.5), changed(large, centre, 0), 40);
    assertEquals(300 * (1 / 3.0 + 2 / 3.0 * 0.01), changed(small, centre, 0), 40);
  }

  @Test
  void aNumberWithoutAnotherInTheBoxMayTakeOneStep() {
    SearchSpace space = mixed();
    Candidate centre = centre(space, 0.5, 0.5, 0.5);
    Set<Double> integers = new HashSet<>();
    around(space, centre, 0.02).forEach(point -> integers.add(point.point()[1]));
    double own = centre.point()[1];
    assertArrayEquals(
        new double[] {own - 0.1, own, own + 0.1},
        integers.stream().mapToDouble(u -> u).sorted().toArray(),
        1e-12);
    Candidate end = centre(space, 0.5, 1, 0.5);
    around(space, end, 0.02)
        .forEach(point -> assertTrue(point.point()[1] >= end.point()[1] - 0.1 - 1e-12));
  }

  /** In sixty dimensions twenty coordinates on average, and the forced one. */
  @Test
  void inManyDimensionsSomeCoordinatesChange() {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < 60; i++) {
      builder.add(RealParameter.linear("x" + i, 0, 1));
    }
    SearchSpace space = builder.build();
    Candidate centre = centre(space, sides(60, 0.4));
    List<Candidate> points = around(space, centre, 0.1);
    assertEquals(2_000, points.size());
    int changed = 0;
    for (int i = 0; i < 60; i++) {
      changed += changed(points, centre, i);
    }
    double deviation = Math.sqrt(2_000 * 60 * 2 / 9.0);
    assertEquals(2_000 * (20 + 2 / 3.0), changed, 4 * deviation);
  }

  @Test
  void branchesAndForbiddenCombinationsAreKept() {
    SpaceBuilder builder = SearchSpace.builder();
    var kind = builder.add(CategoricalParameter.of("a", "p", "q"));
    var size = builder.add(CategoricalParameter.of("b", "s", "l"));
    builder.add(RealParameter.linear("c", 0, 1), when(kind, "q"));
    builder.forbid(when(kind, "q").and(when(size, "l")));
    SearchSpace space = builder.build();
    Candidate centre = centre(space, 0, 0, 0.5);
    List<Candidate> points = around(space, centre, 0.8);
    double lowest = 1;
    double highest = 0;
    for (Candidate point : points) {
      Candidate candidate = centre(space, point.point());
      assertTrue(space.permits(new CandidateSpace(space).configuration(candidate)));
      assertArrayEquals(candidate.active(), point.active());
      if (point.active()[2]) {
        lowest = Math.min(lowest, point.point()[2]);
        highest = Math.max(highest, point.point()[2]);
      }
    }
    assertTrue(points.size() < 300, "nothing was forbidden");
    // Of what the centre does not have no value is nearer than another.
    assertTrue(lowest < 0.1 && highest > 0.9);
  }
}

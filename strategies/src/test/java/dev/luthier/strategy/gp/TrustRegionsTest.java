package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrustRegionsTest {
  private static final int FROM = 50;
  private static final int PATIENCE = 4;

  private final LocalStudy study = new LocalStudy(square(), FROM);

  private static SearchSpace square() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(RealParameter.linear("x", 0, 1));
    builder.add(RealParameter.linear("y", 0, 1));
    return builder.build();
  }

  @AfterEach
  void close() {
    study.close();
  }

  private Configuration at(double... point) {
    return study.encoder().decode(point);
  }

  private double[] centre(int seat) {
    return study.observations().candidate(study.states().get(seat).centre()).point();
  }

  /** Four hills: the sum of two waves. */
  private double wavy(Configuration configuration) {
    double[] point = study.encoder().encode(configuration);
    return Math.cos(4 * Math.PI * point[0]) + Math.cos(4 * Math.PI * point[1]) + point[0] / 10;
  }

  @Test
  void regionsBeginInTheBestThatAreApart() {
    study.addRandom(FROM - 1, this::wavy);
    assertTrue(study.regions().seats().isEmpty());
    study.tell(at(0.25, 0.25), -10);
    List<TrustRegion> states = study.states();
    assertEquals(TrustRegions.COUNT, states.size());
    assertEquals(new TrustRegion(FROM - 1, -10, 0.8, 0, 0), states.getFirst());
    for (int i = 0; i < states.size(); i++) {
      Candidate centre = study.observations().candidate(states.get(i).centre());
      for (int j = 0; j < i; j++) {
        Candidate other = study.observations().candidate(states.get(j).centre());
        assertTrue(centre.distance(other) >= TrustRegions.APART);
      }
      // What is better lies next to a better centre.
      for (int row = 0; row < FROM; row++) {
        if (study.observations().value(row) < states.get(i).best()) {
          Candidate better = study.observations().candidate(row);
          int before = i;
          assertTrue(
              states.subList(0, before).stream()
                  .map(state -> study.observations().candidate(state.centre()))
                  .anyMatch(c -> c.distance(better) < TrustRegions.APART));
        }
      }
    }
  }

  @Test
  void halfOfTheTrialsAreTheBestRegions() {
    int[] turns = new int[TrustRegions.COUNT];
    for (long trial = 0; trial < 600; trial++) {
      turns[TrustRegions.seat(trial)]++;
    }
    assertEquals(List.of(300, 100, 100, 100), Arrays.stream(turns).boxed().toList());
  }

  /** The trial's number, even or odd, says whose it is. */
  @Test
  void aTrialCountsForTheRegionWhoseTurnItIs() {
    study.addRandom(FROM, this::wavy);
    List<TrustRegion> before = study.states();
    double[] own = centre(TrustRegions.seat(study.next()));
    study.tell(at(own), 100);
    for (int s = 0; s < TrustRegions.COUNT; s++) {
      int failures = s == TrustRegions.seat(FROM) ? 1 : 0;
      assertEquals(failures, study.states().get(s).failures());
      assertEquals(before.get(s).centre(), study.states().get(s).centre());
    }
  }

  @Test
  void theBestRegionHasTheFirstSeat() {
    study.addRandom(FROM + 1, this::wavy);
    int seat = TrustRegions.seat(study.next());
    assertTrue(seat > 0);
    TrustRegion leader = study.states().getFirst();
    study.tell(at(centre(seat)), -50);
    assertEquals(FROM + 1, study.states().getFirst().centre());
    assertEquals(leader, study.states().get(seat));
  }

  /** Failures are told until each region has shrunk; then what is far away says nothing. */
  @Test
  void whatIsNotInTheRegionDoesNotCountUnlessItIsBest() {
    study.addRandom(FROM, this::wavy);
    while (study.states().getFirst().length() > 0.1) {
      study.tell(at(centre(TrustRegions.seat(study.next()))), 100);
    }
    // The leader's turn.
    if (study.next() % 2 == 1) {
      study.tell(at(centre(TrustRegions.seat(study.next()))), 100);
    }
    List<TrustRegion> before = study.states();
    double[] far = centre(0).clone();
    far[0] = far[0] < 0.5 ? far[0] + 0.4 : far[0] - 0.4;
    study.tell(at(far), 100);
    assertEquals(before, study.states());
    study.tell(at(0.5, 0.5), 100);
    int row = (int) study.next();
    study.tell(at(far), -100);
    assertEquals(TrustRegion.around(row, -100), study.states().getFirst());
    assertTrue(study.states().contains(before.getFirst()), "the best before is a region still");
  }

  @Test
  void aSpentSearchBeginsAgainElsewhere() {
    study.addRandom(FROM, this::wavy);
    int spent = study.states().getFirst().centre();
    for (int i = 0; i < 2 * 7 * PATIENCE; i++) {
      study.tell(at(centre(TrustRegions.seat(study.next()))), 100);
    }
    Candidate end = study.observations().candidate(spent);
    for (int s = 0; s < TrustRegions.COUNT; s++) {
      Candidate centre = study.observations().candidate(study.states().get(s).centre());
      assertTrue(centre.distance(end) >= TrustRegions.APART, "still there");
    }
    assertTrue(
        study.states().stream().anyMatch(state -> state.length() == TrustRegion.INITIAL_LENGTH));
  }

  /** A set is what it was until there is reason. */
  @Test
  void modelsSeeOtherObservationsWhenTheRegionIsAnother() {
    study.addRandom(FROM, this::wavy);
    TrustRegions.Seat first = study.regions().seats().getFirst();
    assertEquals(FROM, first.set().position());
    study.tell(at(centre(0)), 100);
    assertSame(first.set(), study.regions().seats().getFirst().set());
    assertEquals(List.of(FROM), first.set().later());
    while (study.states().getFirst().length() > 0.25) {
      study.tell(at(centre(TrustRegions.seat(study.next()))), 100);
    }
    TrustRegions.Seat smaller = study.regions().seats().getFirst();
    assertNotSame(first.set(), smaller.set());
    assertEquals(study.next(), smaller.set().position());
    assertTrue(smaller.set().later().isEmpty());
  }

  /** Everything at once, or in pieces of any size. */
  @Test
  void theFoldDoesNotDependOnHowTheLogComes() {
    study.addRandom(FROM, this::wavy);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 600; i++) {
      double[] point = centre(TrustRegions.seat(study.next())).clone();
      double half = study.states().get(TrustRegions.seat(study.next())).length() / 2;
      for (int k = 0; k < 2; k++) {
        point[k] = Math.clamp(point[k] + half * random.nextDouble(-1, 1), 0, 1);
      }
      double value = i % 10 == 0 ? Double.NaN : wavy(at(point));
      study.tell(at(point), value);
    }
    for (int piece : new int[] {1, 7, 10_000}) {
      try (LocalStudy again = new LocalStudy(study.space(), FROM)) {
        List<Trial.Finished> log = study.log();
        for (int from = 0; from < log.size(); from += piece) {
          again.observe(new ArrayList<>(log.subList(from, Math.min(log.size(), from + piece))));
        }
        assertEquals(study.states(), again.states());
        for (int s = 0; s < TrustRegions.COUNT; s++) {
          LocalSet one = study.regions().seats().get(s).set();
          LocalSet other = again.regions().seats().get(s).set();
          assertEquals(one.position(), other.position());
          assertEquals(one.centre(), other.centre());
          assertEquals(one.later(), other.later());
          assertTrue(one.later().size() < LocalSet.MOST_LATER);
        }
      }
    }
  }

  /**
   * Nothing but failures, all equal, one configuration again and again: there are regions still.
   */
  @Test
  void thereAreRegionsWhateverTheValuesAre() {
    ToDoubleFunction<Configuration> nothing = _ -> Double.NaN;
    study.addRandom(FROM + 100, nothing);
    assertEquals(TrustRegions.COUNT, study.states().size());
    try (LocalStudy equal = new LocalStudy(square(), FROM)) {
      equal.addRandom(FROM + 100, _ -> 7);
      assertEquals(TrustRegions.COUNT, equal.states().size());
    }
    try (LocalStudy same = new LocalStudy(square(), FROM)) {
      Configuration one = at(0.5, 0.5);
      for (int i = 0; i < FROM + 100; i++) {
        same.tell(one, 1);
      }
      assertEquals(TrustRegions.COUNT, same.states().size());
    }
  }

  @Test
  void withoutContinuousParametersEveryTrialIsInTheRegion() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(CategoricalParameter.of("a", "p", "q", "r"));
    builder.add(CategoricalParameter.of("b", "p", "q", "r"));
    try (LocalStudy discrete = new LocalStudy(builder.build(), 5)) {
      discrete.addRandom(5, _ -> 1);
      Configuration any = discrete.space().sample(new SplittableRandom(1));
      discrete.tell(any, 2);
      assertEquals(1, discrete.states().get(TrustRegions.seat(5)).failures());
    }
  }
}

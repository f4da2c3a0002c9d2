package dev.luthier.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudySpecTest {
  private static final Configuration X = Configuration.of(Map.of("x", 0.5));
  private static final Trial.Timing TIMING =
      new Trial.Timing("w", Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

  /** The last is one character of two Java {@code char}s. */
  @ParameterizedTest
  @ValueSource(strings = {"n", "é", "😀"})
  void aNameHasAtMost255Characters(String character) {
    String longest = character.repeat(255);
    assertEquals(longest, named(longest).name());
    String longer = character.repeat(256);
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> named(longer));
    assertEquals("name", e.field());
    assertEquals("has at most 255 characters", e.reason());
    assertTrue(e.getMessage().length() < longer.length() + 100, "the name is shown shortened");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void aNameIsNotBlank(String name) {
    assertEquals("name", assertThrows(InvalidInputException.class, () -> named(name)).field());
  }

  @Test
  void theFrontRespectsDirectionsAndBeginsWithTheBestFirstObjective() {
    StudySpec spec = withObjectives("a minimize", "b maximize");
    List<Trial> trials =
        List.of(
            completed(spec, 0, 1, 1),
            completed(spec, 1, 3, 5),
            completed(spec, 2, 2, 3),
            completed(spec, 3, 2, 2),
            completed(spec, 4, 3, 4),
            completed(spec, 5, 4, 5),
            completed(spec, 6, 0, 0));
    assertEquals(List.of(6L, 0L, 2L, 1L), numbers(spec.front(trials)));
    assertEquals(
        List.of(5L),
        numbers(withObjectives("b maximize", "a maximize").front(trials)),
        "the largest of both");
  }

  @Test
  void theFrontIsOfFeasibleCompletedTrials() {
    StudySpec spec = withObjectives("a minimize", "b minimize");
    Trial.Completed good = completed(spec, 3, 5, 5);
    List<Trial> others =
        List.of(
            infeasible(completed(spec, 0, 1, 1)),
            new Trial.Pending(1, X),
            new Trial.Pruned(2, X, List.of(), TIMING, "slow"));
    List<Trial> all = new ArrayList<>(others);
    all.add(good);
    assertEquals(List.of(good), spec.front(all));
    assertEquals(List.of(), spec.front(others));
    assertEquals(List.of(), spec.front(List.of()));
  }

  @Test
  void ofEqualTrialsTheFirstInTheListIsInTheFront() {
    StudySpec spec = withObjectives("a minimize", "b minimize", "c maximize");
    List<Trial> trials =
        List.of(
            completed(spec, 7, 1, 0.0, 1),
            completed(spec, 2, 1, -0.0, 1),
            completed(spec, 3, 1, 0.0, 1),
            completed(spec, 4, 1, -1, 0),
            completed(spec, 5, 1, -1, 0));
    assertEquals(List.of(4L, 7L), numbers(spec.front(trials)));
  }

  @Test
  void infiniteValuesAreTheWorstOrTheBest() {
    StudySpec spec = withObjectives("a minimize", "b maximize");
    double infinity = Double.POSITIVE_INFINITY;
    List<Trial> trials =
        List.of(
            completed(spec, 0, infinity, infinity),
            completed(spec, 1, infinity, 7),
            completed(spec, 2, 0, 8),
            completed(spec, 3, -infinity, -infinity),
            completed(spec, 4, 0, -infinity));
    assertEquals(List.of(3L, 2L, 0L), numbers(spec.front(trials)));
  }

  @RepeatedTest(200)
  void theFrontIsWhatTheDefinitionSays(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    String[] objectives = new String[1 + random.nextInt(4)];
    for (int k = 0; k < objectives.length; k++) {
      objectives[k] = "f" + k + (random.nextBoolean() ? " minimize" : " maximize");
    }
    StudySpec spec = withObjectives(objectives);
    double[] possible = {0, 1, 2, 3, 4, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    List<Trial.Completed> trials = new ArrayList<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      double[] values = new double[objectives.length];
      Arrays.setAll(values, _ -> possible[random.nextInt(possible.length)]);
      Trial.Completed trial = completed(spec, trials.size(), values);
      trials.add(random.nextInt(4) == 0 ? infeasible(trial) : trial);
    }
    Set<Trial.Completed> expected = new HashSet<>();
    for (Trial.Completed trial : trials) {
      boolean isOut =
          trials.stream()
              .filter(other -> other.evaluation().isFeasible())
              .anyMatch(other -> isNowhereWorse(spec, other, trial) && isOther(spec, other, trial));
      if (trial.evaluation().isFeasible() && !isOut) {
        expected.add(trial);
      }
    }
    List<Trial.Completed> front = spec.front(trials);
    assertEquals(expected, Set.copyOf(front));
    assertEquals(expected.size(), front.size());
    for (int i = 1; i < front.size(); i++) {
      assertTrue(compare(spec, front.get(i - 1), front.get(i)) < 0, "best first");
    }
  }

  /** Negative if the first objective in which two trials differ is better in the first trial. */
  private static int compare(StudySpec spec, Trial.Completed a, Trial.Completed b) {
    for (ObjectiveSpec objective : spec.objectives()) {
      if (isBetter(objective, a, b) || isBetter(objective, b, a)) {
        return isBetter(objective, a, b) ? -1 : 1;
      }
    }
    return 0;
  }

  /** Whether two trials have other values, or the first of equals is the first of them. */
  private static boolean isOther(StudySpec spec, Trial.Completed a, Trial.Completed b) {
    return compare(spec, a, b) != 0 || a.number() < b.number();
  }

  private static boolean isNowhereWorse(StudySpec spec, Trial.Completed a, Trial.Completed b) {
    return spec.objectives().stream().noneMatch(objective -> isBetter(objective, b, a));
  }

  private static boolean isBetter(ObjectiveSpec objective, Trial.Completed a, Trial.Completed b) {
    String name = objective.name();
    return objective.direction().isBetter(a.evaluation().value(name), b.evaluation().value(name));
  }

  private static List<Long> numbers(List<Trial.Completed> trials) {
    return trials.stream().map(Trial.Completed::number).toList();
  }

  private static Trial.Completed completed(StudySpec spec, long number, double... values) {
    Map<String, Double> byName = new HashMap<>();
    for (int k = 0; k < values.length; k++) {
      byName.put(spec.objectives().get(k).name(), values[k]);
    }
    Evaluation evaluation =
        new Evaluation(byName, OptionalDouble.empty(), OptionalDouble.empty(), Map.of());
    return new Trial.Completed(number, X, List.of(), TIMING, evaluation);
  }

  private static Trial.Completed infeasible(Trial.Completed trial) {
    Evaluation evaluation = trial.evaluation().withConstraint("memory", 1e-9);
    return new Trial.Completed(trial.number(), X, List.of(), TIMING, evaluation);
  }

  /** A definition goes into messages, and there may be a thousand trials. */
  @Test
  void whatEarlierStudiesFoundOutIsNotSpeltOut() {
    EarlierStudy.Evaluated trial =
        new EarlierStudy.Evaluated(Configuration.empty(), new Outcome.Pruned("slow"));
    EarlierStudy earlier = new EarlierStudy("old", Collections.nCopies(1_000, trial));
    assertEquals("old (1000 trials)", earlier.toString());
  }

  private static StudySpec named(String name) {
    return new StudySpec(
        name,
        space(),
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        StrategySpec.named("random"),
        1,
        Budget.UNLIMITED);
  }

  /** A study with objectives of names and directions. */
  private static StudySpec withObjectives(String... objectives) {
    return new StudySpec(
        "study",
        space(),
        Arrays.stream(objectives)
            .map(words -> words.split(" ", 2))
            .map(
                words ->
                    new ObjectiveSpec(
                        words[0], Direction.valueOf(words[1].toUpperCase(Locale.ROOT))))
            .toList(),
        List.of("memory"),
        StrategySpec.named("random"),
        1,
        Budget.UNLIMITED);
  }

  private static SearchSpace space() {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    return space.build();
  }
}

package dev.luthier.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QualityOptionsTest {
  @Test
  void theDefaultsAreThoseOfTheBars() {
    QualityOptions options = QualityOptions.parse(List.of());
    assertEquals(List.of("named"), options.problems());
    assertEquals(LongStream.range(0, 10).boxed().toList(), options.seeds());
    assertEquals(50, options.evaluations());
    assertEquals(1, options.threads());
    assertEquals(Optional.empty(), options.out());
    assertFalse(options.resume());
    assertTrue(options.methods().stream().anyMatch(method -> method.label().equals("random")));
  }

  @Test
  void everythingCanBeSaid() {
    QualityOptions options =
        QualityOptions.parse(
            List.of(
                "--strategies=sobol,random",
                "--problems",
                "branin2,moved",
                "--seeds",
                "3,0-1,3",
                "--evaluations=12",
                "--threads",
                "2",
                "--out",
                "runs.jsonl",
                "--resume",
                "--option",
                "sobol.skip=7",
                "--option",
                "sobol.scale=0.5",
                "--option",
                "random.mode=fast",
                "--python",
                "python3.11"));
    assertEquals(List.of("branin2", "moved"), options.problems());
    assertEquals(List.of(0L, 1L, 3L), options.seeds());
    assertEquals(12, options.evaluations());
    assertEquals("runs.jsonl", options.out().orElseThrow().toString());
    assertTrue(options.resume());
    assertEquals("python3.11", options.python());
    assertEquals(
        List.of(Map.of("skip", 7L, "scale", 0.5), Map.of("mode", "fast")),
        options.methods().stream().map(method -> method.strategy().options()).toList());
    assertEquals(
        List.of("sobol{scale=0.5, skip=7}", "random{mode=fast}"),
        options.methods().stream().map(Job.Method::label).toList());
  }

  @Test
  void aLabelNamesAnExperiment() {
    QualityOptions options =
        QualityOptions.parse(
            List.of("--strategies", "sobol", "--option", "on=true", "--label", "sobol-on"));
    assertEquals("sobol-on", options.methods().getFirst().label());
    assertEquals("sobol", options.methods().getFirst().strategy().name());
    assertEquals(Map.of("on", true), options.methods().getFirst().strategy().options());
  }

  /** Runs that begin otherwise are another method's, so that a resumed file keeps them apart. */
  @Test
  void aMethodWithItsOwnStartHasItsOwnName() {
    Job.Method method =
        QualityOptions.parse(List.of("--strategies", "sobol", "--own-start")).methods().getFirst();
    assertTrue(method.ownStart());
    assertEquals("sobol own start", method.label());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --sed 1                          | option = --sed: is not known; did you mean --seeds?
          --seeds                          | --seeds = (missing): needs a value
          --seeds 0-9 --seeds 1            | --seeds = 1: is given twice
          --seeds 0..9                     | --seeds = 0..9: must be like 0-9 or 0,3,5
          --seeds 9-0                      | --seeds = 9-0: must ascend, over 10000 seeds at most
          --evaluations 0                  | --evaluations = 0: must be a whole number in [1, 100000]
          --threads two                    | --threads = two: must be a whole number in [1, 1000]
          --strategies random,             | --strategies = random,: must be names with commas between them
          --problems named,,moved          | --problems = named,,moved: must be names with commas between them
          --resume                         | --resume = (given): needs --out, the file to go on with
          --resume=yes                     | option = --resume=yes: is not known; did you mean --resume?
          --option x                       | --option = x: must be NAME=VALUE or STRATEGY.NAME=VALUE
          --strategies random,sobol --option x=1 | --option = x=1: must begin with the strategy it is for, one of [random, sobol]
          --strategies random,sobol --label x    | --label = x: names one strategy's rows, but there are [random, sobol]
          """)
  void whatIsWrongIsNamed(String words, String message) {
    var e =
        assertThrows(
            InvalidInputException.class, () -> QualityOptions.parse(List.of(words.split(" "))));
    assertEquals(message, e.getMessage());
  }

  @Test
  void anUnknownStrategyIsRefusedBeforeAnythingRuns() {
    var e =
        assertThrows(
            InvalidInputException.class,
            () -> QualityOptions.parse(List.of("--strategies", "randon")));
    assertTrue(String.valueOf(e.getMessage()).startsWith("strategy.name = randon: must be one of"));
  }
}

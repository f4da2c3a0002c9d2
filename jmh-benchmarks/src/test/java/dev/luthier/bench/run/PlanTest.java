package dev.luthier.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final List<String> ALL =
      List.of("x.Gemm.ejml", "x.Gemm.plain", "x.Gemm.session", "x.SubGemm.session");
  private static final BackendSurvey SURVEY =
      new BackendSurvey(
          new TreeMap<>(Map.of("openblas", "…", "reference", "…")),
          new TreeMap<>(Map.of("vector", "no such module")),
          Optional.of("OpenBLAS"));

  private static Plan plan(BackendSurvey survey, String... words) {
    return Plan.of(RunOptions.parse(List.of(words)), survey, ALL);
  }

  private static String message(String... words) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> plan(SURVEY, words)).getMessage());
  }

  @Test
  void everythingThatWorksButTheReferenceIsMeasured() {
    Plan plan = plan(SURVEY);
    assertEquals(ALL, plan.names());
    assertEquals(List.of("openblas"), plan.backends());
    assertEquals(Map.of("vector", "no such module"), plan.skipped());
  }

  @Test
  void patternsMatchClassAndMethodAlone() {
    assertEquals(List.of("x.Gemm.ejml", "x.Gemm.session"), plan(SURVEY, "^Gemm.s", "ejml").names());
    assertEquals(
        "NAME-PATTERN = ^x: matches no benchmark; --help shows their names", message("Gemm", "^x"));
  }

  @Test
  void backendThatIsAskedForAndDoesNotWorkIsSkippedOrRefused() {
    Plan plan = plan(SURVEY, "--backend", "reference,vector");
    assertEquals(List.of("reference"), plan.backends());
    assertEquals(Map.of("vector", "no such module"), plan.skipped());
    assertEquals(
        "--backend = vector: does not work: {vector=no such module}",
        message("--backend", "vector"));
    assertEquals(
        "--backend = cuda: is not installed; there are [openblas, reference, vector]",
        message("--backend", "cuda"));
  }

  @Test
  void withoutTheLibraryItsPlainRoutinesAreSkipped() {
    BackendSurvey bare =
        new BackendSurvey(
            new TreeMap<>(Map.of("reference", "…")), new TreeMap<>(), Optional.empty());
    Plan plan = plan(bare);
    assertEquals(List.of("reference"), plan.backends());
    assertEquals(List.of("x.Gemm.ejml", "x.Gemm.session", "x.SubGemm.session"), plan.names());
    assertTrue(plan.skipped().containsKey("plain"));
    assertThrows(InvalidInputException.class, () -> plan(bare, "plain"));
  }
}

package dev.luthier.bench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With a shell in Python's place: it too takes a program behind {@code -c}. */
final class PythonEvaluatorTest {
  private static final String SHELL = "sh";

  @Test
  void oneProgramAnswersAllLines() {
    String program = "echo ready; while read line; do echo $$-$line; done";
    try (PythonEvaluator evaluator = new PythonEvaluator(SHELL, program)) {
      String first = evaluator.ask("a");
      assertTrue(first.matches("\\d+-a"), first);
      assertEquals(first.replace('a', 'b'), evaluator.ask("b"));
    }
  }

  @Test
  void whatIsMissingIsSaid() {
    try (PythonEvaluator evaluator =
        new PythonEvaluator(SHELL, "echo 'error: no scikit-learn here'")) {
      var e = assertThrows(InvalidInputException.class, () -> evaluator.ask("a"));
      assertTrue(
          String.valueOf(e.getMessage())
              .startsWith("--python = sh: error: no scikit-learn here; name one"),
          e.getMessage());
    }
  }

  @Test
  void noProgramAtAll() {
    try (PythonEvaluator evaluator = new PythonEvaluator("/no/such/python", "")) {
      var e = assertThrows(InvalidInputException.class, () -> evaluator.ask("a"));
      assertTrue(
          String.valueOf(e.getMessage())
              .startsWith("--python = /no/such/python: cannot be started"),
          e.getMessage());
    }
  }

  @Test
  void anEvaluationThatFailsIsNoValue() {
    String program = "echo ready; read line; echo error: KeyError";
    try (PythonEvaluator evaluator = new PythonEvaluator(SHELL, program)) {
      var e = assertThrows(IllegalStateException.class, () -> evaluator.ask("a"));
      assertEquals("error: KeyError, evaluating a", e.getMessage());
    }
  }

  /** The value is scikit-learn 1.9.1's; other versions' differ in late digits. */
  @Test
  void theMixedProblemIsEvaluatedAsThePeersWere() {
    Map<String, Object> values =
        Map.of(
            "C",
            10.0,
            "epsilon",
            1.0,
            "gamma",
            0.1,
            "kernel",
            "rbf",
            "degree",
            3,
            "coef0",
            0.0,
            "scaler",
            "standard",
            "n_components",
            8);
    try (ScalarInstance instance = new SvrMixed("python3").instance(0)) {
      Configuration configuration = instance.space().configuration(values);
      assertEquals(55.54476157064742, evaluated(instance, configuration), 0.01);
    }
  }

  private static double evaluated(ScalarInstance instance, Configuration configuration) {
    try {
      return instance.evaluate(configuration);
    } catch (InvalidInputException e) {
      return abort("no scikit-learn to evaluate with: " + e.getMessage());
    }
  }
}

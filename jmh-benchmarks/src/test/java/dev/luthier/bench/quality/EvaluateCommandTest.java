package dev.luthier.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonReader;
import dev.luthier.space.Configuration;
import dev.luthier.study.Evaluation;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EvaluateCommandTest {
  private static JsonFields answer(EvaluateCommand command, String line) {
    return new JsonFields("", JsonReader.readObject(command.answer(line)));
  }

  /** Whatever the space: what comes back is what an instance says in this process. */
  @Test
  void configurationsAndValuesArriveUnchanged() {
    for (String name : List.of("vessel", "tree-9", "dtlz2-3", "levy10-noise", "branin2-moved")) {
      Problem problem =
          ProblemChoice.all("").stream()
              .filter(p -> p.name().equals(name))
              .findFirst()
              .orElseThrow();
      try (EvaluateCommand command = new EvaluateCommand("no python");
          Instance instance = problem.instance(3)) {
        JsonFields begun = answer(command, "{\"problem\":\"" + name + "\",\"seed\":3}");
        assertEquals(instance.objectives(), begun.requireList("objectives"));
        assertEquals(instance.constraints(), begun.requireList("constraints"));
        List<Object> start = begun.requireList("start");
        assertEquals(instance.start().size(), start.size());
        for (int i = 0; i < start.size(); i++) {
          Configuration point = instance.start().get(i);
          assertEquals(
              point,
              instance.space().configuration(JsonFields.of("start", start.get(i)).takeAll()));
          Evaluation expected = instance.evaluate(point, i);
          JsonFields values = answer(command, "{\"configuration\":" + point.toJson() + "}");
          assertEquals(
              instance.objectives().stream().map(expected::value).toList(),
              values.requireList("values"),
              name);
          assertEquals(
              instance.constraints().stream().map(expected.constraints()::get).toList(),
              values.requireList("constraints"),
              name);
        }
      }
    }
  }

  /** Worked out by hand: two points of ZDT1's front. */
  @Test
  void theFigureIsThatOfTheRunSoFar() {
    String lines =
        """
        {"problem":"zdt1","seed":0}
        {"configuration":{"x0":0,"x1":0,"x2":0,"x3":0,"x4":0,"x5":0}}
        {"recommended":-1}
        {"configuration":{"x0":1,"x1":0,"x2":0,"x3":0,"x4":0,"x5":0}}
        {"recommended":0}
        """;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EvaluateCommand.run(
        List.of(),
        new BufferedReader(new StringReader(lines)),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(5, answers.size());
    assertEquals("{\"values\":[0.0,1.0],\"constraints\":[]}", answers.get(1));
    assertEquals(-1.1 * 5, figure(answers.get(2)), 1e-12);
    assertEquals(-1.1 * 5 - 0.1, figure(answers.get(4)), 1e-12);
  }

  private static double figure(String line) {
    return new JsonFields("", JsonReader.readObject(line)).requireNumber("figure");
  }

  @Test
  void whatCannotBeAnsweredIsNamed() {
    try (EvaluateCommand command = new EvaluateCommand("no python")) {
      for (String line :
          List.of(
              "{\"problem\":\"nothing\",\"seed\":0}",
              "{\"configuration\":{}}",
              "{",
              "{\"seed\":0}")) {
        assertThrows(InvalidInputException.class, () -> command.answer(line), line);
      }
      command.answer("{\"problem\":\"gramacy\",\"seed\":0}");
      var e =
          assertThrows(
              InvalidInputException.class, () -> command.answer("{\"configuration\":{\"x0\":1}}"));
      assertTrue(String.valueOf(e.getMessage()).contains("x1"), e.getMessage());
      assertThrows(InvalidInputException.class, () -> command.answer("{\"recommended\":0}"));
    }
  }
}

package dev.luthier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLinesTest {
  private static final String OUTPUT =
      """
      epoch 1
      luthier: {"accuracy": 0.5, "step": 1}
      luthier luthier: {"accuracy": 0.1}
       luthier: {"accuracy": 0.2}
      luthier:{"accuracy":0.93,"stderr":0.01,"cost":3,"constraints":{"memory":-1.5}}
      LUTHIER: {"accuracy": 0.3}
      luthier: {"accuracy": 0.4}\
      """;

  private final List<Measurement> steps = new ArrayList<>();
  private final ResultLines lines = new ResultLines(steps::add);

  /** However a pipe cuts the output. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
  void findsResultsAndStepsAndHeedsNothingElse(int piece) {
    feed(OUTPUT, piece);
    assertEquals(List.of(Measurement.of(1, "accuracy", 0.5)), steps);
    assertEquals(
        new Evaluation(
            Map.of("accuracy", 0.93),
            OptionalDouble.of(0.01),
            OptionalDouble.of(3),
            Map.of("memory", -1.5)),
        found());
  }

  @Test
  void theLastCompleteResultWins() {
    feed("luthier: {\"a\": 1}\nluthier: {\"a\": 2}\r\nluthier: {\"a\": 3}", 1000);
    assertEquals(Evaluation.of("a", 2), found());
  }

  @Test
  void knowsTheNumbersThatJsonHasNot() {
    feed(
        "luthier: {\"a\": -Infinity, \"b\": \"Infinity\", \"c\": NaN, \"d\": 1e400, \"e\": 7}\n",
        1000);
    assertEquals(
        Map.of(
            "a",
            Double.NEGATIVE_INFINITY,
            "b",
            Double.POSITIVE_INFINITY,
            "c",
            Double.NaN,
            "d",
            Double.POSITIVE_INFINITY,
            "e",
            7.0),
        found().values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\": \"high\"}                  | a = high: must be a number",
        "{\"a\": true}                      | a = true: must be a number",
        "{\"a\": null}                      | a = null: must be a number",
        "{\"a\": [1]}                       | a = [1]: must be a number",
        "{\"a\": 1, \"cost\": \"2\"}        | cost = 2: must be a number",
        "{\"a\": 1, \"constraints\": 1}     | constraints = 1: must be {name: number, …}",
        "{\"a\": 1, \"constraints\": {\"m\": []}} | m = []: must be a number",
        "{\"a\": 1, \"step\": 1.5}          | step = 1.5: must be a whole number",
        "{\"a\": 1, \"step\": \"3\"}        | step = 3: must be a whole number",
        "{\"step\": 3}                      | step = 3: has no value beside it",
        "{\"a\": 1, \"step\": 1, \"cost\": 2} | cost = 2: belongs to a line without a step",
        "[1]                                | it is not an object {…}",
        "0.93                               | it is not an object {…}"
      })
  void aWrongLineIsNamed(String json, String reason) {
    feed("x\nluthier: " + json + "\nluthier: {\"a\": 1}\n", 1000);
    assertEquals(
        new Failure(
            Failure.Kind.WRONG_RESULT, "line 2 of its output, luthier: " + json + ": " + reason),
        failure());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\": }", "{\"a\": 1", "{'a': 1}", "", "{\"a\": 1} x", "\u0000\u001b[31m"})
  void whatIsNoJsonIsNamed(String json) {
    feed("luthier: " + json + "\n", 1000);
    String message = failure().message();
    assertTrue(message.startsWith("line 1 of its output, luthier:"), message);
    assertTrue(message.chars().noneMatch(Character::isISOControl), message);
  }

  @Test
  void deepNestingIsAMistakeLikeOthers() {
    feed("luthier: {\"a\": " + "[".repeat(5000) + "]".repeat(5000) + "}\n", 1000);
    assertEquals(Failure.Kind.WRONG_RESULT, failure().kind());
  }

  @Test
  void aResultLineHasABound() {
    feed("luthier: {\"" + "a".repeat(1 << 20) + "\": 1}\n", 65536);
    String message = failure().message();
    assertTrue(message.endsWith("…: it is longer than 1 MiB"), message);
  }

  @Test
  void theLongestResultLineIsRead() {
    String json = "{\"a\":1" + " ".repeat((1 << 20) - 7) + "}";
    feed("luthier:" + json + "\n", 65536);
    assertEquals(Evaluation.of("a", 1), found());
  }

  @Test
  void saysWhatIsThereInsteadOfAResult() {
    assertEquals(
        "the command gave no result: it wrote no line EXAMPLE to its standard output",
        failure().message());
    feed("luthier: {\"a\": 1, \"step\": 3}\n", 10);
    assertEquals(
        "the command gave no result: it reported steps, but no line without a step",
        failure().message());
    feed("luthier: {\"a\": 1}", 10);
    assertEquals(
        "the command gave no result: its last line, luthier: {\"a\": 1}, is half a line: no line"
            + " break ends it",
        failure().message());
  }

  private void feed(String text, int piece) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] buffer = new byte[piece];
    for (int from = 0; from < bytes.length; from += piece) {
      int length = Math.min(piece, bytes.length - from);
      System.arraycopy(bytes, from, buffer, 0, length);
      lines.accept(buffer, length);
    }
  }

  private Evaluation found() {
    return assertInstanceOf(ResultLines.Conclusion.Found.class, lines.conclude("EXAMPLE"))
        .evaluation();
  }

  private Failure failure() {
    return assertInstanceOf(ResultLines.Conclusion.Wrong.class, lines.conclude("EXAMPLE"))
        .failure();
  }
}

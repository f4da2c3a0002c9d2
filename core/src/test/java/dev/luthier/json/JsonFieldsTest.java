package dev.luthier.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries are taken one by one, and every mistake names the whole path of its field. */
final class JsonFieldsTest {
  @Test
  void entriesAreTakenOnceAndAreThenGone() {
    JsonFields fields = fields("{\"a\":1,\"b\":\"x\",\"c\":0.5,\"d\":{\"e\":2},\"f\":[3]}");
    assertEquals(1, fields.requireLong("a"));
    assertEquals(OptionalLong.empty(), fields.findLong("a"));
    assertEquals(Optional.of("x"), fields.findString("b"));
    assertEquals(OptionalDouble.of(0.5), fields.findNumber("c"));
    assertEquals(2, fields.requireObject("d").requireLong("e"));
    assertEquals(List.of(3L), fields.requireList("f"));
    fields.requireNoneLeft("here");
    assertEquals(Map.of(), fields.takeAll());
  }

  @Test
  void whatIsMissingIsRequiredOrEmpty() {
    JsonFields fields = new JsonFields("trials[3]", Map.of());
    assertFault("trials[3].a", "(missing)", "is required", () -> fields.require("a"));
    assertFault("trials[3].a", "(missing)", "is required", () -> fields.requireLong("a"));
    assertFault("trials[3].a", "(missing)", "is required", () -> fields.requireObject("a"));
    assertEquals(Optional.empty(), fields.find("a"));
    assertEquals(Optional.empty(), fields.findString("a"));
    assertEquals(Optional.empty(), fields.findObject("a"));
    assertEquals(OptionalLong.empty(), fields.findLong("a"));
    assertEquals(OptionalDouble.empty(), fields.findNumber("a"));
  }

  @Test
  void nullSaysThatAnEntryIsNotThere() {
    JsonFields fields = fields("{\"a\":null,\"b\":false,\"c\":null,\"d\":null}");
    assertEquals(Optional.empty(), fields.find("a"));
    assertEquals(Optional.of(false), fields.find("b"));
    assertFault("p.c", "(missing)", "is required", () -> fields.requireString("c"));
    assertEquals(Optional.empty(), fields.findString("d"));
    fields.requireNoneLeft("here");
    assertFault(
        "p.a", "null", "is not known here", () -> fields("{\"a\":null}").requireNoneLeft("here"));
    assertFault("p.a", "null", "must be a number", () -> fields("{\"a\":null}").takeNumbers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3.0", "3e0", "30e-1"})
  void anIntegerMayBeWrittenAsADecimal(String three) {
    assertEquals(3, fields("{\"a\":" + three + "}").requireLong("a"));
    assertEquals(OptionalLong.of(3), fields("{\"a\":" + three + "}").findLong("a"));
  }

  @Test
  void integersAreExactOrRefused() {
    assertEquals(Long.MIN_VALUE, fields("{\"a\":-9223372036854775808}").requireLong("a"));
    assertEquals(
        (1L << 53) - 1, fields("{\"a\":9007199254740991.0}").requireLong("a"), "still exact");
    assertEquals(-0L, fields("{\"a\":-0.0}").requireLong("a"));
    for (String wrong :
        List.of(
            "0.5",
            "9007199254740992.0", // 2^53, which 2^53 + 1 is rounded to
            "9223372036854775808",
            "-9223372036854775809",
            "1e308",
            "NaN",
            "Infinity",
            "\"3\"",
            "\"NaN\"",
            "true",
            "[3]",
            "{}")) {
      InvalidInputException e =
          assertThrows(
              InvalidInputException.class,
              () -> fields("{\"a\":" + wrong + "}").requireLong("a"),
              wrong);
      assertEquals("p.a", e.field());
      assertEquals("must be an integer of 64 bits", e.reason());
    }
  }

  @Test
  void numbersMayBeStringsWhereTheyAreNotFinite() {
    assertEquals(3.0, fields("{\"a\":3}").requireNumber("a"));
    assertEquals(Double.NaN, fields("{\"a\":\"NaN\"}").requireNumber("a"));
    assertEquals(
        OptionalDouble.of(Double.NEGATIVE_INFINITY),
        fields("{\"a\":\"-Infinity\"}").findNumber("a"));
    for (String wrong : List.of("\"3\"", "\"\"", "true", "[1]", "{}")) {
      assertFault(
          "p.a",
          String.valueOf(JsonReader.read(wrong)),
          "must be a number",
          () -> fields("{\"a\":" + wrong + "}").requireNumber("a"));
    }
  }

  @Test
  void everyOtherKindIsRefusedByItsName() {
    assertFault("p.a", "3", "must be a string", () -> fields("{\"a\":3}").requireString("a"));
    assertFault(
        "p.a", "[3]", "must be an object {…}", () -> fields("{\"a\":[3]}").requireObject("a"));
    assertFault("p.a", "3", "must be an object {…}", () -> fields("{\"a\":3}").findObject("a"));
    assertFault(
        "p.a", "{b=3}", "must be a list […]", () -> fields("{\"a\":{\"b\":3}}").requireList("a"));
    assertFault("q", "x", "must be an object {…}", () -> JsonFields.of("q", "x"));
  }

  @Test
  void theRestIsTakenAsNumbersOrAsItIs() {
    assertEquals(
        Map.of("a", 1.0, "b", Double.POSITIVE_INFINITY),
        fields("{\"a\":1,\"b\":\"Infinity\"}").takeNumbers());
    assertFault(
        "p.b", "x", "must be a number", () -> fields("{\"a\":1,\"b\":\"x\"}").takeNumbers());
    Map<String, Object> rest = fields("{\"z\":1,\"a\":null}").takeAll();
    assertEquals(List.of("z", "a"), new ArrayList<>(rest.keySet()), "in order");
  }

  @Test
  void whatNobodyTookIsAnErrorThatProposesTheNearestName() {
    JsonFields fields = fields("{\"momemtum\":1}");
    fields.findNumber("momentum");
    fields.findNumber("rate");
    assertFault(
        "p.momemtum",
        "1",
        "is not known in a trial; did you mean momentum?",
        () -> fields.requireNoneLeft("in a trial"));
    JsonFields far = fields("{\"wholly other\":[1,2]}");
    far.find("momentum");
    far.find("rate");
    assertFault(
        "p.wholly other",
        "[1, 2]",
        "is not known in a trial; known are [momentum, rate]",
        () -> far.requireNoneLeft("in a trial"));
  }

  @Test
  void thePathOfTheWholeTextIsEmpty() {
    JsonFields fields = new JsonFields("", Map.of("a", Map.of("b", Map.of("c", "x"))));
    assertEquals("a", fields.path("a"));
    JsonFields inner = fields.requireObject("a").requireObject("b");
    assertFault("a.b.c", "x", "must be a number", () -> inner.requireNumber("c"));
  }

  @Test
  void namesOfAMillionCharactersAreRefusedAtOnce() {
    String name = "x".repeat(1_000_000);
    JsonFields fields = new JsonFields("", Map.of(name, 1L));
    fields.find("momentum");
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> fields.requireNoneLeft("here"));
    assertTrue(e.getMessage().length() < 1_000, e::getMessage);
  }

  private static JsonFields fields(String json) {
    return new JsonFields("p", JsonReader.readObject(json));
  }

  private static void assertFault(String field, String value, String reason, Executable taking) {
    InvalidInputException e = assertThrows(InvalidInputException.class, taking);
    assertEquals(List.of(field, value, reason), List.of(e.field(), e.value(), e.reason()));
  }
}

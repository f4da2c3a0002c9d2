package dev.luthier.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values become texts of one line that read back the same. */
final class JsonWriterTest {
  enum Color {
    RED
  }

  @Test
  void everyKindOfValueIsWrittenWithoutWhiteSpace() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("long", 3L);
    object.put("int", 4);
    object.put("double", 5.0);
    object.put("none", JsonNull.NULL);
    object.put("list", List.of(true, "a", List.of(), Map.of()));
    object.put("set", Set.of(1L));
    object.put("enum", Color.RED);
    assertEquals(
        "{\"long\":3,\"int\":4,\"double\":5.0,\"none\":null,\"list\":[true,\"a\",[],{}],"
            + "\"set\":[1],\"enum\":\"RED\"}",
        JsonWriter.write(object));
  }

  @Test
  void doublesThatAreNotFiniteAreStrings() {
    assertEquals("\"NaN\"", JsonWriter.write(Double.NaN));
    assertEquals(
        "[\"Infinity\",\"-Infinity\"]",
        JsonWriter.write(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"\\/",
        "\n\r\t\b\f\u0000\u001f\u007f",
        "é☃\u2028\u2029\ufeff\uffff",
        "\ud83d\ude00",
        "\ud800",
        "\udc00",
        "\ude00\ud83d",
        "\ud83d\ud83d\ude00\ude00",
        "x\ud800"
      })
  void everyStringComesBackThroughUtf8AsOneLine(String text) {
    String written = JsonWriter.write(List.of(text, Map.of("a", text)));
    assertFalse(written.contains("\n") || written.contains("\r"), written);
    byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
    Object read = JsonReader.read(new String(bytes, StandardCharsets.UTF_8));
    assertEquals(List.of(text, Map.of("a", text)), read);
  }

  @Test
  void namesAreWrittenLikeOtherStrings() {
    String name = "\"\\\n\u0000é☃\ud83d\ude00";
    String written = JsonWriter.write(Map.of(name, 1L));
    assertEquals("{\"\\\"\\\\\\n\\u0000é☃\ud83d\ude00\":1}", written);
    assertEquals(Map.of(name, 1L), JsonReader.read(written));
  }

  @Test
  void whatHasNoJsonIsNoValue() {
    assertThrows(IllegalArgumentException.class, () -> JsonWriter.write(new Object()));
    assertThrows(IllegalArgumentException.class, () -> JsonWriter.write(List.of('c')));
  }
}

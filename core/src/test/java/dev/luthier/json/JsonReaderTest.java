package dev.luthier.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts become values, or an exception that says where and why not. */
final class JsonReaderTest {
  @Test
  void everyKindOfValueHasItsType() {
    assertEquals(3L, JsonReader.read("3"));
    assertEquals(3.0, JsonReader.read("3.0"));
    assertEquals(300.0, JsonReader.read("3e2"));
    assertEquals(-0.0, JsonReader.read("-0.0"));
    assertEquals(0L, JsonReader.read("-0"));
    assertEquals(Long.MAX_VALUE, JsonReader.read("9223372036854775807"));
    assertEquals(Long.MIN_VALUE, JsonReader.read("-9223372036854775808"));
    assertEquals(0x1p63, JsonReader.read("9223372036854775808"), "beyond 64 bits");
    assertEquals(true, JsonReader.read("true"));
    assertSame(JsonNull.NULL, JsonReader.read("null"));
    assertEquals("a\n\u00e9", JsonReader.read("\"a\\n\\u00e9\""));
    assertEquals(List.of(1L, "a", List.of()), JsonReader.read(" [1,\n\"a\" , []] "));
    assertEquals(
        List.of("b", "a"),
        List.copyOf(JsonReader.readObject("{\"b\":{},\"a\":1}").keySet()),
        "in the order of the text");
    assertEquals(Double.NaN, JsonReader.read("NaN"));
    assertEquals(Double.NEGATIVE_INFINITY, JsonReader.read("-Infinity"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.1", "1e-320", "1.7976931348623157e308", "123456789.987654321", "4.9E-324"})
  void decimalsBecomeTheNearestDouble(String text) {
    assertEquals(new BigDecimal(text).doubleValue(), JsonReader.read(text));
  }

  @Test
  void aStringOrANumberIsANumberIfItStandsForOne() {
    assertEquals(OptionalDouble.of(3), JsonReader.number(3L));
    assertEquals(OptionalDouble.of(0.5), JsonReader.number(0.5));
    assertEquals(OptionalDouble.of(7), JsonReader.number(7));
    assertEquals(OptionalDouble.of(Double.NaN), JsonReader.number("NaN"));
    assertEquals(OptionalDouble.of(Double.NaN), JsonReader.number(Double.NaN));
    assertEquals(OptionalDouble.of(Double.POSITIVE_INFINITY), JsonReader.number("Infinity"));
    assertEquals(OptionalDouble.of(Double.NEGATIVE_INFINITY), JsonReader.number("-Infinity"));
    for (Object none :
        List.of("3", "nan", "+Infinity", "inf", "", true, List.of(3L), Map.of(), JsonNull.NULL)) {
      assertEquals(OptionalDouble.empty(), JsonReader.number(none), none::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.1,
        -0.0,
        Double.MIN_VALUE
      })
  void everyDoubleComesBackFromItsText(double value) {
    Object read = JsonReader.read(JsonWriter.write(value));
    assertEquals(OptionalDouble.of(value), JsonReader.number(read));
  }

  @Test
  void soManyValuesMayThereBeAndNoMore() throws IOException {
    // Numbers and strings, and the lists and objects themselves; names are not counted.
    String six = "[1,\"a\",null,{\"b\":true}]";
    assertEquals(JsonReader.read(six), JsonReader.read(new StringReader(six), 6));
    JsonException e =
        assertThrows(JsonException.class, () -> JsonReader.read(new StringReader(six), 5));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("it has too many values at line 1"),
        e::getMessage);
    assertThrows(JsonException.class, () -> JsonReader.read(new StringReader("1"), 0));
  }

  @Test
  void aTextIsNotReadBeyondTheLastValueThatMayBe() {
    // It never ends; reading it all would.
    Reader endless =
        new Reader() {
          private boolean isComma = true;

          @Override
          public int read(char[] characters, int offset, int count) {
            for (int i = 0; i < count; i++) {
              isComma = !isComma;
              characters[offset + i] = isComma ? ',' : '[';
            }
            return count;
          }

          @Override
          public void close() {}
        };
    assertThrows(JsonException.class, () -> JsonReader.read(endless, 1_000));
  }

  @Test
  void whatKeepsATextFromBeingReadIsTheCause() {
    IOException broken = new IOException("unplugged");
    Reader reader =
        new Reader() {
          @Override
          public int read(char[] characters, int offset, int count) throws IOException {
            throw broken;
          }

          @Override
          public void close() {}
        };
    JsonException e = assertThrows(JsonException.class, () -> JsonReader.read(reader, 10));
    boolean isThere = false;
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      isThere |= cause == broken;
    }
    assertTrue(isThere, e::toString);
  }

  @Test
  void aReaderStaysOpen() throws IOException {
    AtomicBoolean isClosed = new AtomicBoolean();
    Reader reader =
        new FilterReader(new StringReader("{\"a\":[1]}")) {
          @Override
          public void close() {
            isClosed.set(true);
          }
        };
    JsonReader.read(reader, 10);
    assertFalse(isClosed.get());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                | it is empty
          ` `               | it is empty
          1 2               | something stands behind the value at line 1, column 3
          {} []             | something stands behind the value at line 1, column 4
          {"a":1,"a":2}     | Duplicate
          {"a":{"b":1,"b":2}} | Duplicate
          [1,]              | line 1, column
          {"a"}             | line 1, column
          {"a":}            | line 1, column
          tru               | line 1, column
          'a'               | line 1, column
          01                | line 1, column
          "a                | line 1, column
          /* note */ 1      | line 1, column
          """)
  void whatIsNoJsonIsRefusedWithItsPlace(String text, String message) {
    JsonException e = assertThrows(JsonException.class, () -> JsonReader.read(text));
    assertTrue(String.valueOf(e.getMessage()).contains(message), e::getMessage);
  }

  @Test
  void aHundredIsTheGreatestDepth() {
    String deepest = "[".repeat(100) + "]".repeat(100);
    assertInstanceOf(List.class, JsonReader.read(deepest));
    assertThrows(JsonException.class, () -> JsonReader.read("[" + deepest + "]"));
    assertThrows(JsonException.class, () -> JsonReader.read("[".repeat(1_000_000)));
  }

  @Test
  void longTextsAreTexts() {
    String text = "x".repeat(30_000_000);
    assertEquals(text, JsonReader.read("\"" + text + "\""));
    String name = "y".repeat(50_000);
    assertEquals(Map.of(name, 1L), JsonReader.read("{\"" + name + "\":1}"));
    assertThrows(
        JsonException.class,
        () -> JsonReader.read("{\"y" + name + "\":1}"),
        "names are kept for good, and limited");
    assertEquals(1e308, JsonReader.read("1" + "0".repeat(308)));
    assertThrows(JsonException.class, () -> JsonReader.read("1" + "0".repeat(1_000)));
  }

  @Test
  void onlyAnObjectIsReadAsOne() {
    assertEquals(Map.of("a", 1L), JsonReader.readObject("{\"a\":1}"));
    JsonException e = assertThrows(JsonException.class, () -> JsonReader.readObject("[1]"));
    assertEquals("it is not an object {…}", e.getMessage());
  }
}

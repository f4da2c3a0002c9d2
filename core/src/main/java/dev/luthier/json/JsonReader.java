package dev.luthier.json;

import java.io.Reader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads one JSON value from a text. Also takes the bare {@code NaN}, {@code Infinity} and {@code
 * -Infinity} that Python writes. A key given twice is an error. Confined to one thread; the static
 * methods may be called by any.
 */
public final class JsonReader {
  /** No study nests deeper; beyond it a text is broken or hostile. */
  private static final int DEEPEST = 100;

  /**
   * The JVM's own limit on one text is 2 GiB; the limit on what one caller sends is the caller's.
   */
  private static final int LONGEST_STRING = Integer.MAX_VALUE;

  /**
   * What is read as it arrives has not been seen by anybody: a megabyte is more than any name or
   * reason, and little memory.
   */
  private static final int LONGEST_STREAMED_STRING = 1_000_000;

  private static final JsonFactory FACTORY = factory(LONGEST_STRING);
  private static final JsonFactory STREAMED = factory(LONGEST_STREAMED_STRING);

  private final JsonParser parser;
  private long valuesLeft;

  private JsonReader(JsonParser parser, long mostValues) {
    this.parser = parser;
    this.valuesLeft = mostValues;
  }

  /**
   * The value that a text is.
   *
   * @throws JsonException when it is not JSON, or something stands behind the value
   */
  public static Object read(String text) {
    return read(FACTORY.createParser(ObjectReadContext.empty(), text), Long.MAX_VALUE);
  }

  /**
   * As {@link #read(String)}, of a text as it arrives, without ever having all of it. Its strings
   * have at most a million characters.
   *
   * @param text is not closed
   * @param mostValues most numbers, strings, lists, … in it, each of which takes some 50 bytes of
   *     memory even where it is one character of text
   * @throws JsonException also when the text cannot be read
   */
  public static Object read(Reader text, long mostValues) {
    return read(STREAMED.createParser(ObjectReadContext.empty(), text), mostValues);
  }

  private static JsonFactory factory(int longestString) {
    return JsonFactory.builder()
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(longestString)
                .build())
        .build();
  }

  private static Object read(JsonParser opened, long mostValues) {
    try (JsonParser parser = opened) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonException("it is empty");
      }
      Object value = new JsonReader(parser, mostValues).value(first);
      if (parser.nextToken() != null) {
        throw new JsonException("something stands behind the value" + at(parser));
      }
      return value;
    } catch (JacksonException e) {
      throw new JsonException(e.getOriginalMessage() + at(e.getLocation()), e);
    }
  }

  /**
   * As {@link #read(String)}, of a text that must be an object.
   *
   * @throws JsonException when it is not JSON, or not an object
   */
  public static Map<String, Object> readObject(String text) {
    if (read(text) instanceof Map<?, ?> map) {
      Map<String, Object> object = new LinkedHashMap<>();
      map.forEach((key, value) -> object.put((String) key, value));
      return object;
    }
    throw new JsonException("it is not an object {…}");
  }

  /**
   * The number that a value stands for: {@link JsonWriter} writes those that are not finite as
   * strings. Empty when it is none.
   */
  public static OptionalDouble number(Object value) {
    return switch (value) {
      case Number number -> OptionalDouble.of(number.doubleValue());
      case String text ->
          switch (text) {
            case "NaN" -> OptionalDouble.of(Double.NaN);
            case "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
          };
      default -> OptionalDouble.empty();
    };
  }

  private Object value(JsonToken token) {
    if (valuesLeft-- == 0) {
      throw new JsonException("it has too many values" + at(parser));
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          object.put(name, value(parser.nextToken()));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        for (JsonToken item = parser.nextToken();
            item != JsonToken.END_ARRAY;
            item = parser.nextToken()) {
          array.add(value(item));
        }
        yield array;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw new JsonException("unexpected " + token + at(parser));
    };
  }

  /** A whole number beyond 64 bits is still a number. */
  private Number integer() {
    return switch (parser.getNumberValue()) {
      case Integer number -> number.longValue();
      case Long number -> number;
      case BigInteger number -> number.doubleValue();
      case Number number -> number.doubleValue();
    };
  }

  private static String at(JsonParser parser) {
    return at(parser.currentTokenLocation());
  }

  private static String at(@Nullable TokenStreamLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}

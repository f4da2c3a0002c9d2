package dev.luthier.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * -Infinity} that Python writes. A key given twice is an error. Stateless and thread-safe.
 */
public final class JsonReader {
  /** No study nests deeper; beyond it a text is broken or hostile. */
  private static final int DEEPEST = 100;

  /**
   * The JVM's own limit on one text is 2 GiB; the limit on what one caller sends is the caller's.
   */
  private static final int LONGEST_STRING = Integer.MAX_VALUE;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_STRING)
                  .build())
          .build();

  private JsonReader() {}

  /**
   * The value that a text is.
   *
   * @throws JsonException when it is not JSON, or something stands behind the value
   */
  public static Object read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonException("it is empty");
      }
      Object value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new JsonException("something stands behind the value" + at(parser));
      }
      return value;
    } catch (JacksonException e) {
      throw new JsonException(e.getOriginalMessage() + at(e.getLocation()));
    }
  }

  /**
   * As {@link #read}, of a text that must be an object.
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

  private static Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          object.put(name, value(parser, parser.nextToken()));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        for (JsonToken item = parser.nextToken();
            item != JsonToken.END_ARRAY;
            item = parser.nextToken()) {
          array.add(value(parser, item));
        }
        yield array;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw new JsonException("unexpected " + token + at(parser));
    };
  }

  /** A whole number beyond 64 bits is still a number. */
  private static Number integer(JsonParser parser) {
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

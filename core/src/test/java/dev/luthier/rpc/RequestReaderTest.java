package dev.luthier.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonNull;
import dev.luthier.rpc.Incoming.Refused;
import dev.luthier.rpc.Incoming.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a line is taken for, and which error says why it is no request. */
final class RequestReaderTest {
  private static final String GOOD = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"rpc.hello\"}";

  @Test
  void aRequestIsReadWithItsParameters() throws IOException {
    String line =
        "{\"params\":{\"study\":\"s\",\"count\":2},\"method\":\"study.ask\",\"id\":\"a\","
            + "\"jsonrpc\":\"2.0\"}";
    long before = System.nanoTime();
    Request request = assertInstanceOf(Request.class, only(line));
    assertEquals("a", request.id());
    assertEquals("study.ask", request.method());
    assertEquals(Map.of("study", "s", "count", 2L), request.params());
    assertTrue(request.readAt() >= before && request.readAt() <= System.nanoTime());
    assertEquals(Optional.of("s"), request.study());
  }

  @Test
  void theStudyOfACreationIsItsName() throws IOException {
    assertEquals(Optional.of("n"), study("study.create", "{\"name\":\"n\",\"study\":\"s\"}"));
    assertEquals(Optional.of("s"), study("study.close", "{\"name\":\"n\",\"study\":\"s\"}"));
    assertEquals(Optional.empty(), study("study.close", "{\"study\":3}"), "which is a mistake");
    assertEquals(Optional.empty(), study("study.list", "{}"));
  }

  @Test
  void parametersMayBeNullOrMissing() throws IOException {
    String start = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"";
    for (String params : List.of("", ",\"params\":null", ",\"params\":{}")) {
      Request request = assertInstanceOf(Request.class, only(start + params + "}"));
      assertEquals(Map.of(), request.params());
    }
    assertEquals(Optional.empty(), study("study.ask", "{\"study\":null}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "9223372036854775807",
        "-9223372036854775808",
        "\"\"",
        "\"9\"",
        "\"é \\ud83d\\ude00 \\u0000\""
      })
  void anIdIsAStringOrAnIntegerOf64Bits(String id) throws IOException {
    Incoming read = only("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"id\":" + id + "}");
    Object expected =
        switch (id.charAt(0)) {
          case '"' -> id.length() > 3 ? "é \ud83d\ude00 \0" : id.substring(1, id.length() - 1);
          default -> Long.parseLong(id);
        };
    assertEquals(expected, assertInstanceOf(Request.class, read).id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"jsonrpc":"2.0","method":"rpc.hello"}              | (missing)
          {"jsonrpc":"2.0","id":1.5,"method":"rpc.hello"}     | 1.5
          {"jsonrpc":"2.0","id":1e2,"method":"rpc.hello"}     | 100.0
          {"jsonrpc":"2.0","id":9223372036854775808,"method":"rpc.hello"} | 9.223372036854775807E18
          {"jsonrpc":"2.0","id":-9223372036854775809,"method":"rpc.hello"} | -9.223372036854775808E18
          {"jsonrpc":"2.0","id":NaN,"method":"rpc.hello"}     | NaN
          {"jsonrpc":"2.0","id":null,"method":"rpc.hello"}    | null
          {"jsonrpc":"2.0","id":[1],"method":"rpc.hello"}     | [1]
          {"jsonrpc":"2.0","id":{"a":1},"method":"rpc.hello"} | {a=1}
          {"jsonrpc":"2.0","id":true,"method":"rpc.hello"}    | true
          """)
  void withoutAnIdOfThatKindItIsNoRequest(String line, String value) throws IOException {
    Refused refused = refused(line);
    assertFault(refused, ErrorCode.INVALID_REQUEST, "id", "is required, and a string or an");
    assertSame(JsonNull.NULL, refused.id());
    String shown = refused.error().fault().orElseThrow().value();
    if (value.contains("E18")) {
      assertEquals(Double.parseDouble(value), Double.parseDouble(shown));
    } else {
      assertEquals(value, shown);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"id":7,"method":"m"}                                  | jsonrpc | must be "2.0"
          {"jsonrpc":"1.0","id":7,"method":"m"}                  | jsonrpc | must be "2.0"
          {"jsonrpc":2.0,"id":7,"method":"m"}                    | jsonrpc | must be "2.0"
          {"jsonrpc":null,"id":7,"method":"m"}                   | jsonrpc | must be "2.0"
          {"jsonrpc":"2.0","id":7}                               | method  | is required, and a string
          {"jsonrpc":"2.0","id":7,"method":null}                 | method  | is required, and a string
          {"jsonrpc":"2.0","id":7,"method":3}                    | method  | is required, and a string
          {"jsonrpc":"2.0","id":7,"method":["m"]}                | method  | is required, and a string
          {"jsonrpc":"2.0","id":7,"method":"m","parms":{}}       | parms   | is not known in a request
          {"jsonrpc":"2.0","id":7,"method":"m","":1}             | ``      | is not known in a request
          {"jsonrpc":"2.0","id":7,"method":"m","a b\\n":null}    | a b\\n  | is not known in a request
          """)
  void aRequestHasNothingElseWrong(String line, String field, String reason) throws IOException {
    Refused refused = refused(line);
    assertFault(refused, ErrorCode.INVALID_REQUEST, field, reason);
    assertEquals(7L, refused.id(), "so that somebody hears of it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []      | must be one object {…}, not a batch
          [{},{}] | must be one object {…}, not a batch
          3       | must be an object {…}
          "text"  | must be an object {…}
          true    | must be an object {…}
          null    | must be an object {…}
          NaN     | must be an object {…}
          """)
  void whatIsNoObjectIsNoRequest(String line, String reason) throws IOException {
    Refused refused = refused(line);
    assertFault(refused, ErrorCode.INVALID_REQUEST, "request", reason);
    assertSame(JsonNull.NULL, refused.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1]", "3", "\"x\"", "true", "1.5", "NaN"})
  void parametersAreAnObjectNeverAList(String params) throws IOException {
    Refused refused =
        refused("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\",\"params\":" + params + "}");
    assertFault(refused, ErrorCode.INVALID_PARAMS, "params", "must be an object");
    assertEquals(7L, refused.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"x\\udc00x\"}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "{\"a\":\"\\ud800\\ud800\\udc00\"}",
        "{\"a\":[{\"b\":[\"\\ud83d\"]}]}"
      })
  void halfOfASurrogatePairIsNoCharacter(String params) throws IOException {
    Refused refused =
        refused("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\",\"params\":" + params + "}");
    assertFault(refused, ErrorCode.INVALID_PARAMS, "params", "has half of a surrogate pair");
    assertEquals(7L, refused.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "}",
        "{]",
        "[1,]",
        "nul",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"} {}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"} x",
        "{'jsonrpc':'2.0'}",
        "{jsonrpc:\"2.0\"}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":0x10}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud8\"}",
        "{\"a\":\"\t\"}",
        "{} // note",
        "\0",
        "{\"a\":\0}",
        "{\"a\":1}\0",
        "{\"a\":\"\0\"}",
        "\f{}",
        "GET / HTTP/1.1"
      })
  void whatIsNoJsonHasNoIdAndNoField(String line) throws IOException {
    Refused refused = refused(line);
    assertEquals(ErrorCode.PARSE, refused.error().code());
    assertTrue(refused.error().message().startsWith("the line is no JSON: "), refused::toString);
    assertEquals(Optional.empty(), refused.error().fault());
    assertSame(JsonNull.NULL, refused.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":1,\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"a\":1,\"a\":2}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"a\":[{\"b\":1,\"\\u0062\":1}]}}"
      })
  void aKeyGivenTwiceIsAnErrorAtAnyDepth(String line) throws IOException {
    Refused refused = refused(line);
    assertEquals(ErrorCode.PARSE, refused.error().code());
    assertTrue(refused.error().message().contains("uplicate"), refused::toString);
  }

  private static Optional<String> study(String method, String params) throws IOException {
    String start = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"";
    Incoming read = only(start + method + "\",\"params\":" + params + "}");
    return assertInstanceOf(Request.class, read).study();
  }

  private static void assertFault(Refused refused, ErrorCode code, String field, String reason) {
    RpcError error = refused.error();
    assertEquals(code, error.code());
    assertEquals(field, error.fault().orElseThrow().field());
    assertTrue(error.fault().orElseThrow().reason().startsWith(reason), error::toString);
  }

  private static Refused refused(String line) throws IOException {
    return assertInstanceOf(Refused.class, only(line));
  }

  /** The line, and nothing but the line; another one after it is read as ever. */
  private static Incoming only(String line) throws IOException {
    byte[] bytes = (line + "\r\n" + GOOD + "\n").getBytes(StandardCharsets.UTF_8);
    RequestReader reader = new RequestReader(new ByteArrayInputStream(bytes));
    Incoming read = reader.next().orElseThrow();
    assertInstanceOf(Request.class, reader.next().orElseThrow());
    assertEquals(Optional.empty(), reader.next());
    return read;
  }
}

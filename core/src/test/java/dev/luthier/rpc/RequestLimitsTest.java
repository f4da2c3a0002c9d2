package dev.luthier.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.rpc.Incoming.Refused;
import dev.luthier.rpc.Incoming.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are too deep, too full, too long or not UTF-8: refused, and the next one is read. */
final class RequestLimitsTest {
  private static final String GOOD = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"rpc.hello\"}";

  @Test
  void aLineNestsAtMost100Deep() throws IOException {
    // The request itself, its parameters, and the lists.
    assertInstanceOf(Request.class, only(nested(98)));
    assertEquals(ErrorCode.PARSE, refused(nested(99)).error().code());
    assertEquals(ErrorCode.PARSE, refused("[".repeat(100_000)).error().code());
    assertEquals(ErrorCode.PARSE, refused("{\"a\":".repeat(100_000)).error().code());
  }

  @Test
  void aLineOfTooManyValuesIsRefused() throws IOException {
    // Besides the numbers: the request, its three members, the parameters and the list.
    Request fullest = assertInstanceOf(Request.class, only(zeros(2_000_000 - 6)));
    assertTrue(fullest.weight() > 80_000_000, "it takes far more memory than text");
    assertEquals(Lanes.Admission.FIRST, new Lanes().add("s", fullest));
    Refused refused = refused(zeros(2_000_000 - 5));
    assertEquals(ErrorCode.PARSE, refused.error().code());
    assertTrue(refused.error().message().contains("too many values"), refused::toString);
  }

  @Test
  void aLineThatIsTooLongIsRefusedAndTheNextOneRead() throws IOException {
    long rest = LineInput.LONGEST - GOOD.length();
    InputStream lines =
        Stream.of(
                stream(GOOD),
                new RepeatedByte(' ', rest),
                stream("\n" + GOOD),
                new RepeatedByte(' ', rest + 1),
                stream("\n" + GOOD))
            .reduce(SequenceInputStream::new)
            .orElseThrow();
    RequestReader reader = new RequestReader(lines);
    Request longest = assertInstanceOf(Request.class, reader.next().orElseThrow());
    assertTrue(longest.weight() >= LineInput.LONGEST);
    Refused refused = assertInstanceOf(Refused.class, reader.next().orElseThrow());
    assertEquals(
        new RpcError(ErrorCode.PARSE, "the line is longer than 64 MiB", Optional.empty()),
        refused.error());
    assertInstanceOf(Request.class, reader.next().orElseThrow());
    assertEquals(Optional.empty(), reader.next());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff", // never in UTF-8
        "\u0080", // a continuation without a beginning
        "\u00c3", // a beginning without its continuation
        "\u00c0\u0080", // two bytes for NUL
        "\u00ed\u00a0\u0080", // half of a surrogate pair
        "\u00f4\u0090\u0080\u0080" // beyond U+10FFFF
      })
  void whatIsNotUtf8IsRefusedWhereverItStands(String bytes) throws IOException {
    String message = "the line is not UTF-8";
    String open = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"";
    for (String line :
        List.of(bytes, open + bytes + "\"}", GOOD + bytes, GOOD + " ".repeat(20_000) + bytes)) {
      RequestReader reader = new RequestReader(stream(line + "\n" + GOOD + "\n"));
      Refused refused = assertInstanceOf(Refused.class, reader.next().orElseThrow());
      assertEquals(ErrorCode.PARSE, refused.error().code());
      assertEquals(message, refused.error().message());
      assertInstanceOf(Request.class, reader.next().orElseThrow());
    }
  }

  @Test
  void otherEncodingsAndByteOrderMarksAreNoUtf8Json() throws IOException {
    for (String line : List.of("\u00ef\u00bb\u00bf" + GOOD, "\u00fe\u00ff", "\u00ff\u00fe")) {
      RequestReader reader = new RequestReader(stream(line + "\n" + GOOD + "\n"));
      Refused refused = assertInstanceOf(Refused.class, reader.next().orElseThrow());
      assertEquals(ErrorCode.PARSE, refused.error().code());
      assertInstanceOf(Request.class, reader.next().orElseThrow());
    }
  }

  @Test
  void charactersOfTheWholeUnicodeComeThrough() throws IOException {
    String text = "é☃\ud83d\ude00\u2028\ufeff\uffff";
    String line = "{\"jsonrpc\":\"2.0\",\"id\":\"" + text + "\",\"method\":\"" + text + "\"}";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    RequestReader reader = new RequestReader(new ByteArrayInputStream(bytes));
    Request request = assertInstanceOf(Request.class, reader.next().orElseThrow());
    assertEquals(text, request.id());
    assertEquals(text, request.method());
  }

  @Test
  void aBrokenInputIsNoMistakeOfTheClients() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    RequestReader reader = new RequestReader(new SequenceInputStream(stream("[[["), broken));
    assertEquals("Stream closed", assertThrows(IOException.class, reader::next).getMessage());
  }

  private static String nested(int lists) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"a\":"
        + "[".repeat(lists)
        + "]".repeat(lists)
        + "}}";
  }

  private static String zeros(int count) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"a\":["
        + "0,".repeat(count - 1)
        + "0]}}";
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

  private static InputStream stream(String bytes) {
    return new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}

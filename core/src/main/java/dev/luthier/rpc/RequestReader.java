package dev.luthier.rpc;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonException;
import dev.luthier.json.JsonNull;
import dev.luthier.json.JsonReader;
import dev.luthier.rpc.Incoming.Refused;
import dev.luthier.rpc.Incoming.Request;
import dev.luthier.rpc.LineInput.LineTooLongException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines to requests. Confined to one thread at a time. */
final class RequestReader {
  /**
   * A hundred thousand trials of fifteen parameters. A line of 64 MiB might hold twenty times as
   * many, and be nothing but brackets, each of which takes far more memory than text.
   */
  private static final long MOST_VALUES = 2_000_000;

  private static final List<String> MEMBERS = List.of("jsonrpc", "id", "method", "params");

  private final LineInput lines;

  RequestReader(InputStream in) {
    this.lines = new LineInput(in);
  }

  /** What the next line is that is not blank; empty at the end of the input. */
  Optional<Incoming> next() throws IOException {
    if (!lines.nextLine()) {
      return Optional.empty();
    }
    try {
      return Optional.of(request(JsonReader.read(characters(), MOST_VALUES)));
    } catch (JsonException e) {
      return Optional.of(new Refused(JsonNull.NULL, RpcError.of(ErrorCode.PARSE, why(e))));
    }
  }

  /** How many bytes of the last line were read. */
  long lastLength() {
    return lines.length();
  }

  /** Strict: what is not UTF-8 must not turn into something that was not meant. */
  private Reader characters() {
    return new InputStreamReader(lines, StandardCharsets.UTF_8.newDecoder());
  }

  private static String why(JsonException e) throws IOException {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      switch (cause) {
        case LineTooLongException tooLong -> {
          return String.valueOf(tooLong.getMessage());
        }
        case CharacterCodingException _ -> {
          return "the line is not UTF-8";
        }
        case IOException broken -> throw broken;
        default -> {
          // The parser's own exceptions are wrapped around these.
        }
      }
    }
    return "the line is no JSON: " + e.getMessage();
  }

  private Incoming request(Object value) {
    if (!(value instanceof Map<?, ?> members)) {
      return refused(
          JsonNull.NULL,
          ErrorCode.INVALID_REQUEST,
          "request",
          value,
          value instanceof List ? "must be one object {…}, not a batch" : "must be an object {…}");
    }
    Object id = members.get("id");
    if (!(id instanceof String || id instanceof Long)) {
      String reason = "is required, and a string or an integer of 64 bits";
      return refused(JsonNull.NULL, ErrorCode.INVALID_REQUEST, "id", shown(id), reason);
    }
    if (!"2.0".equals(members.get("jsonrpc"))) {
      Object version = shown(members.get("jsonrpc"));
      return refused(id, ErrorCode.INVALID_REQUEST, "jsonrpc", version, "must be \"2.0\"");
    }
    if (!(members.get("method") instanceof String method)) {
      Object name = shown(members.get("method"));
      return refused(id, ErrorCode.INVALID_REQUEST, "method", name, "is required, and a string");
    }
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String name = (String) member.getKey();
      if (!MEMBERS.contains(name)) {
        return refused(
            id,
            ErrorCode.INVALID_REQUEST,
            name,
            member.getValue(),
            "is not known in a request; known are " + MEMBERS);
      }
    }
    return switch (members.get("params")) {
      case null -> request(id, method, Map.of());
      case JsonNull _ -> request(id, method, Map.of());
      case Map<?, ?> params -> request(id, method, params);
      case Object other ->
          refused(id, ErrorCode.INVALID_PARAMS, "params", other, "must be an object {…}");
    };
  }

  private Incoming request(Object id, String method, Map<?, ?> params) {
    Map<String, Object> named = new LinkedHashMap<>();
    params.forEach((name, value) -> named.put((String) name, value));
    Content content = new Content();
    content.add(named);
    if (content.isIllFormed()) {
      return refused(
          id,
          ErrorCode.INVALID_PARAMS,
          "params",
          "(a string)",
          "has half of a surrogate pair, which is no character");
    }
    return new Request(id, method, named, content.weight(lines.length()), System.nanoTime());
  }

  private static Object shown(@Nullable Object member) {
    return member == null ? "(missing)" : member;
  }

  private static Refused refused(
      Object id, ErrorCode code, String field, Object value, String reason) {
    return new Refused(id, RpcError.of(code, new InvalidInputException(field, value, reason)));
  }
}

package dev.luthier.rpc;

import dev.luthier.error.InvalidInputException;
import dev.luthier.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request was not carried out.
 *
 * @param message a sentence for people
 * @param fault which field is wrong, if one is
 */
record RpcError(ErrorCode code, String message, Optional<Fault> fault) {
  /** A sentence. Some repeat what they are about, which may be a megabyte. */
  private static final int LONGEST = 1_000;

  RpcError {
    message = shortened(message);
  }

  /** A field, what was there, and the rule it breaks. */
  record Fault(String field, String value, String reason) {
    Fault {
      value = shortened(value);
      reason = shortened(reason);
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** An error that is about no field. */
  static RpcError of(ErrorCode code, String message) {
    return new RpcError(code, message, Optional.empty());
  }

  static RpcError of(ErrorCode code, InvalidInputException mistake) {
    return new RpcError(
        code,
        mistake.getMessage(),
        Optional.of(new Fault(mistake.field(), mistake.value(), mistake.reason())));
  }

  /** What is wrong with a store. */
  static RpcError of(StoreException e) {
    // It shortens the path.
    InvalidInputException shown = new InvalidInputException("store", e.store(), e.reason());
    return new RpcError(
        e.isOwned() ? ErrorCode.BUSY : ErrorCode.STORE,
        String.valueOf(e.getMessage()),
        Optional.of(new Fault(shown.field(), shown.value(), shown.reason())));
  }

  /** The value of {@code error} in a reply. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", code.number());
    json.put("message", message);
    fault.ifPresent(
        f -> {
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("field", f.field());
          data.put("value", f.value());
          data.put("reason", f.reason());
          json.put("data", data);
        });
    return json;
  }
}

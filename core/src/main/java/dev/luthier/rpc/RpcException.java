package dev.luthier.rpc;

import dev.luthier.error.InvalidInputException;

/** Ends a method with an error other than a wrong parameter; never leaves this package. */
final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final InvalidInputException mistake;

  RpcException(ErrorCode code, InvalidInputException mistake) {
    super(mistake);
    this.code = code;
    this.mistake = mistake;
  }

  RpcException(ErrorCode code, String field, Object value, String reason) {
    this(code, new InvalidInputException(field, value, reason));
  }

  RpcError error() {
    return RpcError.of(code, mistake);
  }
}

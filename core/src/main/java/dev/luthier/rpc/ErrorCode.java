package dev.luthier.rpc;

/** What kind of error a reply is about; those below zero are JSON-RPC's own. */
enum ErrorCode {
  PARSE(-32_700),
  INVALID_REQUEST(-32_600),
  UNKNOWN_METHOD(-32_601),
  INVALID_PARAMS(-32_602),
  INTERNAL(-32_603),
  UNKNOWN_STUDY(1),
  UNKNOWN_TRIAL(2),
  TOLD_OTHERWISE(3),
  CLOSED(4),
  CONFLICT(5),
  STORE(6),
  BUSY(7);

  private final long number;

  ErrorCode(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }
}

package dev.luthier.store;

/** A store's answer to an append. Losing a race is an answer, not an exception. */
public sealed interface AppendResult {

  /** The event is in the log, durably if the store is durable. */
  record Appended(StoredEvent event) implements AppendResult {}

  /** The same was said before: nothing was appended, and this is the event that was. */
  record Repeated(StoredEvent first) implements AppendResult {}

  /** The log says otherwise; nothing was appended. */
  record Conflict(String reason) implements AppendResult {}
}

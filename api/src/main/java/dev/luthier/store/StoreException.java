package dev.luthier.store;

/**
 * A store cannot be opened, read or written: a full disk, a damaged file, another owner. What was
 * acknowledged before is not affected.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String store;
  private final String reason;
  private final String remedy;

  /**
   * @param store which one: the path of its file
   * @param reason what is wrong, a clause such as {@code the disk is full}
   * @param remedy what to do about it, a sentence
   */
  public StoreException(String store, String reason, String remedy) {
    super(store + ": " + reason + ". " + remedy);
    this.store = store;
    this.reason = reason;
    this.remedy = remedy;
  }

  public String store() {
    return store;
  }

  public String reason() {
    return reason;
  }

  public String remedy() {
    return remedy;
  }

  /** As this, with what caused it. */
  public StoreException causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }
}

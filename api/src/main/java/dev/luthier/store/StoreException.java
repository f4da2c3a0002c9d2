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
  private final boolean owned;

  /**
   * @param store which one: the path of its file
   * @param reason what is wrong, a clause such as {@code the disk is full}
   * @param remedy what to do about it, a sentence
   */
  public StoreException(String store, String reason, String remedy) {
    this(store, reason, remedy, false);
  }

  private StoreException(String store, String reason, String remedy, boolean owned) {
    super(store + ": " + reason + ". " + remedy);
    this.store = store;
    this.reason = reason;
    this.remedy = remedy;
    this.owned = owned;
  }

  /**
   * Somebody else owns the store.
   *
   * @param owner who, in words such as {@code process 12}
   * @param remedy what to do about it, a sentence
   */
  public static StoreException owned(String store, String owner, String remedy) {
    return new StoreException(store, "is in use by " + owner, remedy, true);
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

  /**
   * Whether the store is well, and only somebody else's: whoever waits until its owner leaves it
   * can have it.
   */
  public boolean isOwned() {
    return owned;
  }

  /** As this, with what caused it. */
  public StoreException causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }
}

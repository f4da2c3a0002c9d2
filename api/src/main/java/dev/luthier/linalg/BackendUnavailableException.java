package dev.luthier.linalg;

/** A backend was asked for by name and cannot run here. Tells why, and what to do about it. */
public final class BackendUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String remedy;

  /**
   * Names the backend and repeats what the probe said.
   *
   * @param backend the provider's name
   * @param reason what is missing or wrong
   * @param remedy what the user can do
   */
  public BackendUnavailableException(String backend, String reason, String remedy) {
    super("Backend " + backend + " is not available: " + reason + ". " + remedy);
    this.reason = reason;
    this.remedy = remedy;
  }

  /** What is missing or wrong. */
  public String reason() {
    return reason;
  }

  /** What the user can do about it. */
  public String remedy() {
    return remedy;
  }
}

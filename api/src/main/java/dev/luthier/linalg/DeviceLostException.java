package dev.luthier.linalg;

/**
 * An accelerator has stopped working for this process: its driver was reset, it fell off the bus, a
 * kernel faulted. The session and all its matrices are unusable, and so is the backend with all
 * other sessions; open another backend. Closing them still works, and frees what the host holds.
 */
public final class DeviceLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String backend;
  private final String answer;

  /**
   * Says who was lost, and how that was noticed.
   *
   * @param backend the provider's name
   * @param answer what the device or its driver answered, in words
   */
  public DeviceLostException(String backend, String answer) {
    super(
        "Backend "
            + backend
            + " has lost its device: "
            + answer
            + "; the session and all its matrices are unusable, open another backend");
    this.backend = backend;
    this.answer = answer;
  }

  /** The provider's name. */
  public String backend() {
    return backend;
  }

  /** What the device or its driver answered. */
  public String answer() {
    return answer;
  }
}

package dev.luthier.study;

/** Thrown by an objective that knows why it failed: the trial is recorded with this failure. */
public final class TrialFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public TrialFailedException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}

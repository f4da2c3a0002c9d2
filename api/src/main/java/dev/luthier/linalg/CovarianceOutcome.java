package dev.luthier.linalg;

import java.util.Objects;

/**
 * Whether a backend evaluates a kernel. Known from the kernel alone, before anything is computed,
 * so that returning it does not wait for the queue.
 */
public sealed interface CovarianceOutcome {

  /** The operation has been executed, or queued. */
  record Computed() implements CovarianceOutcome {}

  /**
   * The backend does not know a part of the kernel. Nothing was written. The caller evaluates on
   * the host instead (a session of the reference backend knows every factor) and uploads.
   *
   * @param factor the first factor that is not supported
   * @param reason why, in words for a log
   */
  record Unsupported(Factor factor, String reason) implements CovarianceOutcome {
    public Unsupported {
      Objects.requireNonNull(factor, "factor");
      Objects.requireNonNull(reason, "reason");
    }
  }
}

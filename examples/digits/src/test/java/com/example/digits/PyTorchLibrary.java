package com.example.digits;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.util.Platform;

/**
 * Whether PyTorch's own library is there: this machine may be of a kind the build fetches none for.
 */
final class PyTorchLibrary {
  private PyTorchLibrary() {}

  /** Skips the calling test, and prints why, where the library is missing. */
  static void assumePresent() {
    boolean missing = Platform.detectPlatform("pytorch").isPlaceholder();
    String reason =
        "skipped: the build fetches no PyTorch library for %s on %s"
            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
    if (missing) {
      System.out.println(reason);
    }
    assumeFalse(missing, reason);
  }
}

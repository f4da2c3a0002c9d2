package dev.luthier.linalg;

import java.util.Objects;

/** A provider's answer to whether its backend can run on this machine. */
public sealed interface Availability {

  /**
   * The backend works; its self-check gave the right numbers.
   *
   * @param info what would be created
   */
  record Available(BackendInfo info) implements Availability {
    public Available {
      Objects.requireNonNull(info, "info");
    }
  }

  /**
   * The backend cannot be used.
   *
   * @param reason what is missing or wrong, for example the library that was not found and where it
   *     was looked for
   * @param remedy what the user can do about it
   */
  record Unavailable(String reason, String remedy) implements Availability {
    public Unavailable {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(remedy, "remedy");
    }
  }
}

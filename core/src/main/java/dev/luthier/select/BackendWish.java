package dev.luthier.select;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import dev.luthier.linalg.Availability;
import java.util.Optional;

/**
 * Which backend the owner of a study wants.
 *
 * @param name of a provider; if empty, whichever is predicted to be the fastest
 */
public record BackendWish(Optional<String> name) {
  private static final String FIELD = "backend";
  private static final String AUTO_NAME = "auto";

  /** Whichever is predicted to be the fastest. */
  public static final BackendWish AUTO = new BackendWish(Optional.empty());

  /**
   * As users write it: {@code auto}, or the name of a backend that is installed.
   *
   * @throws InvalidInputException naming {@code backend} and what there is
   */
  public static BackendWish of(String text) {
    if (text.equals(AUTO_NAME)) {
      return AUTO;
    }
    if (!Backends.names().contains(text)) {
      throw new InvalidInputException(
          FIELD,
          text,
          "must be auto or one of "
              + Backends.names()
              + Suggestion.question(text, Backends.names()));
    }
    return new BackendWish(Optional.of(text));
  }

  /**
   * Whoever names a backend gets that one or hears why not.
   *
   * @throws InvalidInputException naming {@code backend}, with the reason and what to do
   */
  public void requireAvailable() {
    name.flatMap(Backends::probe)
        .ifPresent(
            probed -> {
              switch (probed.availability()) {
                case Availability.Available _ -> {}
                case Availability.Unavailable(String reason, String remedy) ->
                    throw new InvalidInputException(
                        FIELD,
                        probed.provider().name(),
                        "does not work here: " + reason + "; " + remedy);
              }
            });
  }
}

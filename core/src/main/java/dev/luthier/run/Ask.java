package dev.luthier.run;

import dev.luthier.error.InvalidInputException;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody who asks wants.
 *
 * @param count most trials, at least 1
 * @param key the caller's name for this ask, if any: asking again under it gives the same trials
 * @param limit time after which the answer is what there is by then, one trial at least, and the
 *     best that its search has found so far; below zero when it is over already
 */
public record Ask(int count, Optional<String> key, Optional<Duration> limit) {
  public Ask {
    if (count < 1) {
      throw new InvalidInputException("count", count, "must be at least 1");
    }
  }

  /** So many trials, however long it takes. */
  public static Ask of(int count) {
    return new Ask(count, Optional.empty(), Optional.empty());
  }
}

package dev.luthier.bench.quality;

import dev.luthier.run.Study;
import dev.luthier.space.Configuration;
import dev.luthier.study.Trial;
import java.util.Optional;

/** What a study would have its user take. */
final class Recommendation {
  private Recommendation() {}

  /**
   * The one that the strategy believes best; on a noisy objective the best observed may have been
   * lucky.
   */
  static Optional<Configuration> of(Study study) {
    return study.recommended().map(Trial.Completed::configuration);
  }
}

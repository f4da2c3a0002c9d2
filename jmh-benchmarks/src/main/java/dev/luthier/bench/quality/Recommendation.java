package dev.luthier.bench.quality;

import dev.luthier.run.Study;
import dev.luthier.space.Configuration;
import dev.luthier.study.Trial;
import java.util.Optional;

/** What a study would have its user take. */
final class Recommendation {
  private Recommendation() {}

  /** The best observed one: on a noisy objective it may have been lucky. */
  static Optional<Configuration> of(Study study) {
    return study.best().map(Trial.Completed::configuration);
  }
}

package dev.luthier.run;

import dev.luthier.study.TrialContext;
import java.util.List;
import java.util.Optional;

/**
 * The answer to an ask.
 *
 * @param trials trials to evaluate and tell; fewer than asked for when the study nears its end
 * @param done why no more will come, if so
 */
public record Asked(List<TrialContext> trials, Optional<StopReason> done) {
  public Asked {
    trials = List.copyOf(trials);
  }
}

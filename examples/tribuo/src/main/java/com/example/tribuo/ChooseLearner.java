package com.example.tribuo;

import dev.luthier.run.Study;
import dev.luthier.run.TypedReport;
import dev.luthier.study.Budget;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Which learner reads handwritten digits best, and with which settings? */
final class ChooseLearner {
  private ChooseLearner() {}

  static void main() {
    var best = tune(Budget.trials(40).parallel(2)).best().orElseThrow();
    IO.println("%s: %.2f %% wrong".formatted(best.config().learner(), 100 * best.value()));
  }

  static TypedReport<Candidate> tune(Budget budget) {
    Logger.getLogger("org.tribuo").setLevel(Level.WARNING); // It tells of every epoch otherwise.
    Training training = new Training(Digits.load());
    return Study.minimize(Candidate.class)
        .seed(7)
        .run(trial -> training.error(trial.config(), trial.seed()), budget);
  }
}

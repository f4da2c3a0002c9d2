package dev.luthier.run;

import dev.luthier.store.StudyState;
import dev.luthier.study.Budget;
import dev.luthier.study.ObjectiveSpec;
import java.util.Optional;

/**
 * Decides whether a budget is used up by what a study's log says; wall time is the run loop's
 * affair.
 */
final class BudgetRule {
  private BudgetRule() {}

  static Optional<StopReason> stop(Budget budget, StudyState state) {
    if (reachedTarget(budget, state)) {
      return Optional.of(StopReason.TARGET);
    }
    if (budget.noImprovement().isPresent()
        && state.finishedSinceBest() >= budget.noImprovement().getAsLong()) {
      return Optional.of(StopReason.NO_IMPROVEMENT);
    }
    if (budget.trials().isPresent() && state.spentCount() >= budget.trials().getAsLong()) {
      return Optional.of(StopReason.TRIALS);
    }
    return Optional.empty();
  }

  private static boolean reachedTarget(Budget budget, StudyState state) {
    if (budget.target().isEmpty() || state.best().isEmpty()) {
      return false;
    }
    ObjectiveSpec first = state.spec().firstObjective();
    double best = state.best().get().evaluation().value(first.name());
    return !first.direction().isBetter(budget.target().getAsDouble(), best);
  }
}

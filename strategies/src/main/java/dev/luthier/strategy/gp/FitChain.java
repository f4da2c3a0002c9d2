package dev.luthier.strategy.gp;

import dev.luthier.linalg.Session;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Workload;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.ModelFit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Hyperparameters by trigger. A fit begins where the one before it ended, except at an anchor,
 * where it begins anew: so a fit takes fewer evaluations of the likelihood, and yet is a function
 * of the observations alone that costs at most five others to repeat when a study is opened again.
 *
 * <pre>
 *   anchor ──► trigger ──► trigger ──► …        each sees all observations up to itself
 * </pre>
 *
 * <p>Links are made by the study's thread and fitted by whoever needs them first.
 */
final class FitChain {
  private final List<ModelFamily> families;
  private final ModelFit fit;
  private final Compute compute;
  private final Workload workload;
  private final NavigableMap<Integer, SharedTask<ModelFit.Fitted>> links =
      new ConcurrentSkipListMap<>();

  /**
   * An empty chain.
   *
   * @param families to choose from at each fit
   * @param workload for any number of observations
   */
  FitChain(List<ModelFamily> families, ModelFit fit, Compute compute, Workload workload) {
    this.families = families;
    this.fit = fit;
    this.compute = compute;
    this.workload = workload;
  }

  /** What the fit at a trigger sees. */
  @FunctionalInterface
  interface Sight {
    /** The observations up to a trigger, as they are now. */
    Seen at(int trigger);
  }

  /** The fit at a trigger, and before it those it depends on, if they are not there yet. */
  SharedTask<ModelFit.Fitted> link(int trigger, Sight sight) {
    SharedTask<ModelFit.Fitted> known = links.get(trigger);
    if (known != null) {
      return known;
    }
    Optional<SharedTask<ModelFit.Fitted>> before =
        Triggers.isAnchor(trigger)
            ? Optional.empty()
            : Optional.of(link(Triggers.previous(trigger), sight));
    Seen seen = sight.at(trigger);
    var link = new Link(trigger, () -> fit(seen, before.map(SharedTask::await)));
    links.put(trigger, link);
    return link;
  }

  /** Lets go of what no later fit depends on. */
  void forgetBefore(int trigger) {
    links.headMap(trigger).clear();
  }

  private ModelFit.Fitted fit(Seen seen, Optional<ModelFit.Fitted> before) {
    // By the trigger, which the log determines, and not by the rows, of which there is a bound.
    try (Session session = compute.openSession(workload.at(seen.trigger()))) {
      return fit.fit(session, families, seen.points(), seen.observed(), seen.trend(), before);
    }
  }

  /** One that fails is forgotten, so that the next question tries again. */
  private final class Link extends SharedTask<ModelFit.Fitted> {
    private final int trigger;

    Link(int trigger, Callable<ModelFit.Fitted> fit) {
      super(fit);
      this.trigger = trigger;
    }

    @Override
    protected void setException(Throwable cause) {
      links.remove(trigger, this);
      super.setException(cause);
    }
  }
}

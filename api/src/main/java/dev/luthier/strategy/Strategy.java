package dev.luthier.strategy;

import dev.luthier.space.Configuration;
import dev.luthier.study.Trial;
import java.util.List;
import java.util.Optional;

/**
 * An algorithm that proposes configurations.
 *
 * <p>The caller keeps this order: finished trials arrive once each, in log order, through {@link
 * #observe}; then {@link #propose} may be asked, any number of times.
 *
 * <pre>{@code
 * strategy.observe(List.of(t0, t2));          // only what is new; t1 still runs
 * strategy.propose(request(1, pending: t1));
 * strategy.observe(List.of(t1));
 * }</pre>
 *
 * <p>Proposals are a pure function of the set-up, the trials observed so far and the request:
 * {@code propose} changes no state that a later answer could depend on, so that a strategy rebuilt
 * by replaying the log answers the same, bit for bit. A limit in rounds is part of the request; of
 * one that asks a clock the answer says how many rounds it allowed. Used by one thread at a time.
 */
public interface Strategy extends AutoCloseable {

  /**
   * Takes in trials that have finished since the last call, failures included: they are findings
   * too.
   */
  void observe(List<Trial.Finished> delta);

  /**
   * Proposes {@code request.count()} configurations; fewer when none is left, or when the request's
   * limit is reached, and then one at least. Never throws for numerical reasons.
   */
  Proposals propose(ProposalRequest request);

  /**
   * The configuration among those observed that the strategy believes best: on a noisy objective
   * not the one that was luckiest. Empty if it has no opinion of its own, or several objectives.
   * Like {@link #propose} it changes no state that an answer could depend on, and never throws for
   * numerical reasons.
   */
  default Optional<Configuration> recommend() {
    return Optional.empty();
  }

  /**
   * The model that the next proposal would be made with, to be looked at. Empty if the strategy has
   * none, or too few trials yet. Like {@link #propose} it changes no state that an answer could
   * depend on, and never throws for numerical reasons.
   */
  default Optional<Surrogate> surrogate() {
    return Optional.empty();
  }

  /** Gives back sessions and memory, if it holds any. Closing twice does nothing. */
  @Override
  default void close() {}
}

package dev.luthier.strategy.gp;

import dev.luthier.strategy.Options;
import dev.luthier.strategy.StrategySetup;

/**
 * What the owner of a study may choose.
 *
 * @param initial trials of the quasi-random design that comes before the model has a say; enqueued
 *     and added trials count
 * @param candidates quasi-random points screened for each proposal, besides those near incumbents
 * @param starts local searches for each proposal
 * @param costAware whether improvement is sought per unit of what evaluations say they cost
 * @param conditional which kernels a space with conditions may have
 * @param belief where the optimum may be
 */
record GaussianProcessOptions(
    int initial,
    int candidates,
    int starts,
    boolean costAware,
    ConditionalKernel conditional,
    Belief belief) {
  /** A model of fewer points than this knows nothing that chance does not. */
  private static final int LEAST_INITIAL = 4;

  /** As many as other tuners begin with; more would be evaluations without thought. */
  private static final int MOST_INITIAL = 10;

  /** 2¹¹, a whole net of the sequence; Optuna screens as many. */
  private static final int CANDIDATES = 2_048;

  /** Optuna's number; forty, with eight times the candidates, were no better (decision 11). */
  private static final int STARTS = 10;

  static GaussianProcessOptions of(StrategySetup setup) {
    Options options = new Options(setup.options());
    int parameters = setup.space().parameters().size();
    int initial = Math.clamp(parameters + 1, LEAST_INITIAL, MOST_INITIAL);
    var read =
        new GaussianProcessOptions(
            options.takeInt("initial", initial, 1, 10_000),
            options.takeInt("candidates", CANDIDATES, 16, 1_000_000),
            options.takeInt("starts", STARTS, 1, 1_000),
            // Off: whoever tells a cost may only want to keep it.
            options.takeBoolean("cost_aware", false),
            // docs/decisions/0024
            ConditionalKernel.named(
                options.takeOneOf(
                    "conditional", ConditionalKernel.NAMES.getFirst(), ConditionalKernel.NAMES)),
            options
                .takeMap("beliefs")
                .map(written -> new BeliefReader(setup.space()).read(written))
                .orElse(Belief.NONE));
    options.requireNoneLeft();
    return read;
  }
}

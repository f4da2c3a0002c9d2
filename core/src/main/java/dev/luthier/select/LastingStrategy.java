package dev.luthier.select;

import dev.luthier.space.Configuration;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.Trial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The strategy of a study, which outlives the accelerator that it computes with. When that fails
 * under a question, the strategy is made anew, shown the same trials, and asked again:
 *
 * <pre>
 *   question ──► strategy ──✗ device lost, or its memory full
 *                               │ StudyCompute.fallBack: an event, a warning
 *   question ──► new strategy ◄─┘ observe(all trials so far), on another backend
 * </pre>
 *
 * <p>A strategy's answers are functions of the trials observed and the request, so that the answer
 * is the one that the study would give were it opened again after the event. What failed in the
 * background comes to light with the question that needs it. Confined as every strategy.
 */
public final class LastingStrategy implements Strategy {
  private static final Logger LOG = System.getLogger(LastingStrategy.class.getName());

  private final Supplier<Strategy> making;
  private final StudyCompute compute;
  private final IntFunction<List<Trial.Finished>> first;
  private Strategy strategy;

  /** Trials that the strategy has been shown. */
  private int shown;

  private LastingStrategy(
      Supplier<Strategy> making, StudyCompute compute, IntFunction<List<Trial.Finished>> first) {
    this.making = making;
    this.compute = compute;
    this.first = first;
    this.strategy = making.get();
  }

  /**
   * A strategy as it is made, and made anew.
   *
   * @param compute what the strategies made compute with
   * @param first so many of the study's finished trials, in the order in which they are observed
   */
  public static Strategy of(
      Supplier<Strategy> making, StudyCompute compute, IntFunction<List<Trial.Finished>> first) {
    return new LastingStrategy(making, compute, first);
  }

  @Override
  public void observe(List<Trial.Finished> delta) {
    int count = shown + delta.size();
    try {
      strategy.observe(delta);
    } catch (RuntimeException e) {
      renew(e, count);
    }
    shown = count;
  }

  @Override
  public Proposals propose(ProposalRequest request) {
    return answer(() -> strategy.propose(request));
  }

  @Override
  public Optional<Configuration> recommend() {
    return answer(() -> strategy.recommend());
  }

  @Override
  public Optional<Surrogate> surrogate() {
    return answer(() -> strategy.surrogate()).map(LastingSurrogate::new);
  }

  @Override
  public void close() {
    strategy.close();
  }

  /** Ends: each renewal leaves fewer decisions to accelerators. */
  private <T> T answer(Supplier<T> question) {
    while (true) {
      try {
        return question.get();
      } catch (RuntimeException e) {
        renew(e, shown);
      }
    }
  }

  /** A strategy that has seen so many trials, if there is a backend to go on with. */
  private void renew(RuntimeException failure, int count) {
    RuntimeException last = failure;
    while (compute.fallBack(last)) {
      close(strategy);
      strategy = making.get();
      try {
        strategy.observe(first.apply(count));
        return;
      } catch (RuntimeException e) {
        last = e;
      }
    }
    if (last != failure) {
      last.addSuppressed(failure);
    }
    throw last;
  }

  /** Its sessions may be of a device that is lost: what they held is gone in any case. */
  private static void close(Strategy broken) {
    try {
      broken.close();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "A strategy whose backend failed cannot be closed", e);
    }
  }

  /** The model of whichever strategy there is. */
  private final class LastingSurrogate implements Surrogate {
    private Strategy owner = strategy;
    private Surrogate model;

    LastingSurrogate(Surrogate model) {
      this.model = model;
    }

    @Override
    public List<Output> outputs() {
      return answer(() -> current().outputs());
    }

    @Override
    public List<Map<String, Prediction>> predict(List<Configuration> configurations) {
      return answer(() -> current().predict(configurations));
    }

    private Surrogate current() {
      if (owner != strategy) {
        model =
            strategy
                .surrogate()
                .orElseThrow(
                    () -> new IllegalStateException("the numbers allow no model any more"));
        owner = strategy;
      }
      return model;
    }
  }
}

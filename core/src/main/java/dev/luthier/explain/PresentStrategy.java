package dev.luthier.explain;

import dev.luthier.select.BackendWish;
import dev.luthier.select.CommonSpaceStrategy;
import dev.luthier.select.LastingStrategy;
import dev.luthier.select.StudyCompute;
import dev.luthier.space.Configuration;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.store.StudyState;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A strategy brought to the present of a study that is only read: it has seen all that has
 * finished, and knows what the study's own strategy would know if it were asked now. Another
 * process may own the study; nothing is written to it.
 *
 * <pre>
 *   try (PresentStrategy present = PresentStrategy.of(state)) {
 *     present.surrogate(model -&gt; model.predict(configurations));
 *   }
 * </pre>
 *
 * <p>Models are fitted when they are first asked for, at the price of an ask that follows the
 * opening of the study, and with the backends that the study has chosen. Used by one thread at a
 * time. A study that is open has {@link dev.luthier.run.Study#surrogate} for the same.
 */
public final class PresentStrategy implements AutoCloseable {
  private final Strategy strategy;

  private PresentStrategy(Strategy strategy) {
    this.strategy = strategy;
  }

  /**
   * The strategy of a study, which has seen what the state says. The caller closes it.
   *
   * @throws dev.luthier.error.InvalidInputException when the strategy is not installed here
   */
  public static PresentStrategy of(StudyState state) {
    var compute = StudyCompute.of(BackendWish.AUTO, new Choices(state.backends()));
    List<Trial.Finished> finished = state.finishedFrom(0);
    var present =
        new PresentStrategy(
            LastingStrategy.of(
                () -> CommonSpaceStrategy.of(state::spec, compute),
                compute,
                count -> finished.subList(0, count)));
    present.strategy.observe(finished);
    return present;
  }

  /** What somebody sees in the model, which must not get out; empty where there is none. */
  public <T> Optional<T> surrogate(Function<Surrogate, T> look) {
    return strategy.surrogate().map(look);
  }

  /** The configuration that the strategy believes best, where it has an opinion. */
  public Optional<Configuration> recommend() {
    return strategy.recommend();
  }

  @Override
  public void close() {
    strategy.close();
  }

  /** The study's choices, and more that are forgotten again: the study is only read. */
  private static final class Choices implements StudyCompute.Log {
    private final List<BackendChosen> choices;

    Choices(List<BackendChosen> ofStudy) {
      this.choices = new ArrayList<>(ofStudy);
    }

    @Override
    public synchronized List<BackendChosen> choices() {
      return List.copyOf(choices);
    }

    @Override
    public synchronized void add(BackendChosen choice) {
      choices.add(choice);
    }
  }
}

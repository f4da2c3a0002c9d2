package dev.luthier.run;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.AppendResult;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.GrowingTrial;
import dev.luthier.study.Objective;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A study whose trials define the space as they run, by asking for what they need.
 *
 * <pre>{@code
 * try (var study = Study.minimize()) {
 *   study.run(
 *       trial -> {
 *         double rate = trial.suggestDouble("rate", 1e-5, 1e-1, Scale.LOG);
 *         String optimizer = trial.suggest("optimizer", List.of("sgd", "adam"));
 *         double momentum = optimizer.equals("sgd") ? trial.suggestDouble("momentum", 0, 0.99) : 0;
 *         return loss(rate, optimizer, momentum);
 *       },
 *       Budget.trials(50).parallel(2));
 * }
 * }</pre>
 *
 * <p>The strategy works on the parameters that every completed trial has asked for; the others are
 * drawn at random. A name has one definition in a study. What a trial was evaluated with is what it
 * has asked for: a proposed value that it passed over is no part of its configuration.
 *
 * <p>Thread-safe, as the {@link Study} behind it, which has all that is not here: {@link #study()}.
 */
public final class GrowingStudy implements AutoCloseable {
  private final Study study;

  private GrowingStudy(Study study) {
    this.study = study;
  }

  /**
   * A study that was created or opened with {@link SearchSpace#open()}, in whatever store and with
   * whatever strategy and objectives.
   *
   * @throws InvalidInputException when its space is not open
   */
  public static GrowingStudy of(Study study) {
    SearchSpace space = study.spec().space();
    if (!space.isOpen()) {
      throw new InvalidInputException(
          "space", space, "is fixed; trials can define only SearchSpace.open()");
    }
    return new GrowingStudy(study);
  }

  /** What is behind this: strategies, stores, listeners, several objectives. */
  public Study study() {
    return study;
  }

  /** A trial of {@link #study()}, as one that can ask for parameters. */
  public GrowingTrial growing(TrialContext trial) {
    return new SuggestingTrial(study, trial);
  }

  /** As {@link #run(GrowingObjective, Budget)}, until the budget of the spec is used up. */
  public RunReport run(GrowingObjective objective) {
    return run(objective, study.spec().budget());
  }

  /**
   * Evaluates trials, as {@link Study#optimize}, until the budget is used up.
   *
   * @throws RedefinedParameterException when a trial has asked for a known name with another
   *     definition. That trial has failed, no other has been started since, and those that ran have
   *     been finished: once the program is mended the study can go on
   */
  public RunReport run(GrowingObjective objective, Budget budget) {
    String name = study.spec().firstObjective().name();
    RunControl control = new RunControl();
    AtomicReference<Optional<RedefinedParameterException>> redefined =
        new AtomicReference<>(Optional.empty());
    Objective watched =
        trial -> {
          try {
            return Evaluation.of(name, objective.evaluate(growing(trial)));
          } catch (RedefinedParameterException e) {
            redefined.compareAndSet(Optional.empty(), Optional.of(e));
            control.drain();
            throw e;
          }
        };
    RunReport report = new RunLoop(study, watched, budget, control, RunListener.SILENT).run();
    redefined
        .get()
        .ifPresent(
            e -> {
              throw e;
            });
    return report;
  }

  /** One trial to evaluate, or empty when the study is done. */
  public Optional<GrowingTrial> ask() {
    return study.ask().map(this::growing);
  }

  /** As {@link Study#tell(long, Evaluation)}, for the first objective. */
  public AppendResult tell(long trial, double value) {
    return study.tell(trial, Evaluation.of(study.spec().firstObjective().name(), value));
  }

  /** Records that a trial failed, and why; it keeps what it has asked for. */
  public AppendResult fail(long trial, String reason) {
    return study.fail(trial, reason);
  }

  /** As {@link Study#best()}. */
  public Optional<Trial.Completed> best() {
    return study.best();
  }

  /**
   * As {@link Study#trials()}. A trial that has not finished has what was proposed for it too,
   * whether it will ask for that or not.
   */
  public List<Trial> trials() {
    return study.trials();
  }

  /** All parameters that trials have asked for so far. */
  public SearchSpace space() {
    return study.spec().space();
  }

  @Override
  public void close() {
    study.close();
  }
}

package dev.luthier.run;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.record.RecordSpace;
import dev.luthier.store.AppendResult;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Outcome;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import dev.luthier.study.TrialFailedException;
import java.util.Optional;

/**
 * A {@link Study} of one value whose configurations are records, made by {@link StudyPlan#open}.
 * Thread-safe as far as the record's constructor is.
 *
 * <p>A configuration that the constructor does not accept is a failed trial, as if the objective
 * had thrown.
 */
public final class TypedStudy<T extends Record> implements AutoCloseable {
  /** Constructors that refuse so many configurations in a row will refuse the next. */
  private static final int MOST_REFUSED = 1_000;

  private final Study study;
  private final RecordSpace<T> space;
  private final String objective;

  TypedStudy(Study study, RecordSpace<T> space) {
    this.study = study;
    this.space = space;
    this.objective = study.spec().firstObjective().name();
  }

  /** The same study without types: its trials and events, and all that is not here. */
  public Study study() {
    return study;
  }

  /**
   * One trial to evaluate, or empty when the study is done.
   *
   * @throws InvalidInputException when the record's constructor has refused 1,000 configurations in
   *     a row; each is a failed trial
   */
  public Optional<TypedTrial<T>> ask() {
    for (int refused = 1; ; refused++) {
      Optional<TrialContext> trial = study.ask();
      if (trial.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(typed(trial.get()));
      } catch (InvalidInputException e) {
        study.finish(trial.get().number(), new Outcome.Failed(failure(e)));
        if (refused == MOST_REFUSED) {
          throw e;
        }
      }
    }
  }

  /** Records a trial's value; it is durable when this returns. See {@link Study#tell}. */
  public AppendResult tell(TypedTrial<T> trial, double value) {
    return study.tell(trial.number(), Evaluation.of(objective, value));
  }

  /** Records that a trial failed, and why. */
  public AppendResult fail(TypedTrial<T> trial, String reason) {
    return study.fail(trial.number(), reason);
  }

  /**
   * Wants a configuration evaluated before anything the strategy proposes.
   *
   * @return the number of its trial
   * @throws InvalidInputException naming the parameter whose value is not among what may be tried
   */
  public long enqueue(T config) {
    return study.enqueue(space.configuration(config).asMap());
  }

  /** The completed trial with the best value. */
  public Optional<TypedReport.Best<T>> best() {
    return study.best().map(this::typed);
  }

  /** Evaluates trials until the budget that the study was opened with is used up. */
  public TypedReport<T> run(TypedObjective<T> function) {
    return run(function, new RunControl(), RunListener.SILENT);
  }

  /** As {@link Study#run(dev.luthier.study.Objective, RunControl, RunListener)}. */
  public TypedReport<T> run(TypedObjective<T> function, RunControl control, RunListener listener) {
    RunReport report =
        study.run(
            trial -> Evaluation.of(objective, function.evaluate(typedOrFailed(trial))),
            control,
            listener);
    return new TypedReport<>(
        report.reason(), report.finished(), report.best().map(this::typed), report.elapsed());
  }

  @Override
  public void close() {
    study.close();
  }

  private TypedTrial<T> typed(TrialContext trial) {
    return new TypedTrial<>(trial, space.value(trial.configuration()));
  }

  private TypedTrial<T> typedOrFailed(TrialContext trial) {
    try {
      return typed(trial);
    } catch (InvalidInputException e) {
      throw new TrialFailedException(failure(e));
    }
  }

  private TypedReport.Best<T> typed(Trial.Completed trial) {
    return new TypedReport.Best<>(
        space.value(trial.configuration()), trial.evaluation().value(objective), trial.number());
  }

  private static Failure failure(InvalidInputException refused) {
    return new Failure(Failure.Kind.EXCEPTION, refused.getMessage());
  }
}

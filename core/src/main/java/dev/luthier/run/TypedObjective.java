package dev.luthier.run;

/**
 * An objective of one value, of a record: {@code trial -> train(trial.config(), trial)}. As with
 * {@link dev.luthier.study.Objective}, called from several threads at once when the budget says so,
 * and what it throws fails its own trial.
 */
@FunctionalInterface
public interface TypedObjective<T extends Record> {
  double evaluate(TypedTrial<T> trial) throws Exception;
}

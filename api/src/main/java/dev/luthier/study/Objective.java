package dev.luthier.study;

/**
 * The program being tuned. A study file names a public class with a public no-argument constructor;
 * one instance serves all trials of a run.
 *
 * <p>{@link #evaluate} is called from several threads at once when the budget's parallelism says
 * so. It is interrupted when the trial's time is up. Whatever it throws fails its own trial and
 * nothing else.
 */
@FunctionalInterface
public interface Objective {

  /** Evaluates one configuration. Takes as long as it takes; reports steps through the context. */
  Evaluation evaluate(TrialContext trial) throws Exception;
}

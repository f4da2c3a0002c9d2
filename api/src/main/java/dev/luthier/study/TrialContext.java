package dev.luthier.study;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import java.util.Map;

/** What an objective sees of its trial. May be used from any thread of that trial until it ends. */
public interface TrialContext {

  /** 0, 1, 2, … in the order of proposal. */
  long number();

  Configuration configuration();

  /**
   * Derived from the study's seed and the trial's number: the seed for all randomness inside the
   * trial.
   */
  long seed();

  /**
   * Records an intermediate value of the first objective.
   *
   * @param step epoch, round or fold; any numbers, usually rising from 1
   */
  void report(long step, double value);

  /** Records intermediate values by name. */
  void report(long step, Map<String, Double> values);

  /**
   * Whether the objective should return early: the study's pruner finds, by what has been reported,
   * that the trial promises too little; or the trial is being abandoned, or its time is up.
   *
   * <p>Ask it where there is work left that could be saved. A trial whose pruner said so is
   * recorded as {@link Trial.Pruned}, whatever the objective then returns or throws; one that does
   * not ask, or reports another step afterwards and does not ask again, is taken to go on, and its
   * value counts.
   */
  boolean shouldStop();

  default boolean isActive(Parameter<?> parameter) {
    return configuration().isActive(parameter);
  }

  default double get(RealParameter parameter) {
    return configuration().get(parameter);
  }

  default long get(IntegerParameter parameter) {
    return configuration().get(parameter);
  }

  default int getInt(IntegerParameter parameter) {
    return configuration().getInt(parameter);
  }

  default <T> T get(CategoricalParameter<T> parameter) {
    return configuration().get(parameter);
  }

  default <T> T get(OrdinalParameter<T> parameter) {
    return configuration().get(parameter);
  }
}

package dev.luthier.study;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.Scale;
import java.util.List;

/**
 * A trial that defines its parameters by asking for them. What it has asked for so far is its
 * {@link #configuration()}, and the typed getters answer from that. May be used from any thread of
 * the trial until it ends.
 *
 * <p>Every {@code suggest} method gives the value that the strategy has proposed for the parameter
 * or, where it has proposed none, one drawn at random on the parameter's scale; asked again in the
 * same trial, the same value.
 *
 * @see dev.luthier.space.SearchSpace#open()
 */
public interface GrowingTrial extends TrialContext {

  /**
   * The value of a parameter.
   *
   * @throws IllegalArgumentException when an earlier trial, or this one, has asked for a parameter
   *     of this name and another definition; when an enqueued value is none of the parameter's;
   *     when the trial has ended
   */
  <T> T suggest(Parameter<T> parameter);

  /** As {@link #suggest(Parameter)}, for a real number on the linear scale. */
  default double suggestDouble(String name, double low, double high) {
    return suggest(RealParameter.linear(name, low, high));
  }

  /** As {@link #suggest(Parameter)}, for a real number. */
  default double suggestDouble(String name, double low, double high, Scale scale) {
    return suggest(
        switch (scale) {
          case LINEAR -> RealParameter.linear(name, low, high);
          case LOG -> RealParameter.log(name, low, high);
        });
  }

  /** As {@link #suggest(Parameter)}, for an integer from low to high on the linear scale. */
  default int suggestInt(String name, int low, int high) {
    return suggestInt(name, low, high, Scale.LINEAR);
  }

  /** As {@link #suggest(Parameter)}, for an integer from low to high. */
  default int suggestInt(String name, int low, int high, Scale scale) {
    return Math.toIntExact(
        suggest(
            switch (scale) {
              case LINEAR -> IntegerParameter.linear(name, low, high);
              case LOG -> IntegerParameter.log(name, low, high);
            }));
  }

  /** As {@link #suggest(Parameter)}, for false or true. */
  default boolean suggestBoolean(String name) {
    return suggest(CategoricalParameter.bool(name));
  }

  /**
   * As {@link #suggest(Parameter)}, for one of some strings, booleans, numbers or enum constants
   * that have no order.
   */
  default <T> T suggest(String name, List<T> choices) {
    return suggest(CategoricalParameter.of(name, choices));
  }
}

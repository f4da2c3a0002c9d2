package dev.luthier.run;

import dev.luthier.space.Configuration;
import dev.luthier.study.TrialContext;
import java.util.Map;

/** A trial around another one, which does whatever this one does not do itself. */
interface WrappedTrial extends TrialContext {

  /** The one within. */
  TrialContext trial();

  @Override
  default long number() {
    return trial().number();
  }

  @Override
  default Configuration configuration() {
    return trial().configuration();
  }

  @Override
  default long seed() {
    return trial().seed();
  }

  @Override
  default void report(long step, double value) {
    trial().report(step, value);
  }

  @Override
  default void report(long step, Map<String, Double> values) {
    trial().report(step, values);
  }

  @Override
  default boolean shouldStop() {
    return trial().shouldStop();
  }
}

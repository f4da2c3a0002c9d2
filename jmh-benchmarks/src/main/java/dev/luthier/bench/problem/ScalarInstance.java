package dev.luthier.bench.problem;

import dev.luthier.space.Configuration;
import dev.luthier.study.Evaluation;

/** One value, told as it is: a run is as good as the least that it has seen. */
public interface ScalarInstance extends Instance {
  /** The value of a configuration of the space; lower is better. */
  double evaluate(Configuration configuration);

  @Override
  default Evaluation evaluate(Configuration configuration, long index) {
    return Evaluation.of(evaluate(configuration));
  }

  @Override
  default double figure(History history) {
    return history.least();
  }
}

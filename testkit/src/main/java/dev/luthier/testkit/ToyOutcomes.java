package dev.luthier.testkit;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Outcome;

/** Ways for a trial to end that leave a configuration spent, the ordinary and the awkward. */
final class ToyOutcomes {
  private static final int WAYS = 9;

  private ToyOutcomes() {}

  /** The same for the same trial; nine trials in a row end in nine ways. */
  static Outcome of(long trial) {
    return switch ((int) (trial % WAYS)) {
      case 0 -> value((double) trial);
      case 1 -> value(Double.POSITIVE_INFINITY);
      case 2 -> failed(Failure.Kind.NOT_A_NUMBER);
      case 3 -> value(Double.NEGATIVE_INFINITY);
      case 4 -> new Outcome.Pruned("below the median");
      case 5 -> value(0.0);
      case 6 -> failed(Failure.Kind.EXCEPTION);
      case 7 -> value(-Double.MAX_VALUE);
      default -> value(Double.MIN_VALUE);
    };
  }

  static Outcome value(double value) {
    return new Outcome.Completed(Evaluation.of(value));
  }

  static Outcome abandoned() {
    return new Outcome.Abandoned("the worker died");
  }

  private static Outcome failed(Failure.Kind kind) {
    return new Outcome.Failed(new Failure(kind, "toy"));
  }
}

package dev.luthier.study;

import dev.luthier.error.InvalidInputException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * When a study ends, and how many trials run at once. Whatever limit is reached first stops the
 * asking; trials that run by then are finished and kept.
 *
 * @param trials most trials ever started, enqueued ones included
 * @param parallelism trials running at once
 * @param timeout wall time after which no trial is started
 * @param trialTimeout wall time after which a running trial is interrupted and recorded as failed
 * @param target value of the first objective that is good enough
 * @param noImprovement finished trials in a row without a new best after which to stop
 */
public record Budget(
    OptionalLong trials,
    int parallelism,
    Optional<Duration> timeout,
    Optional<Duration> trialTimeout,
    OptionalDouble target,
    OptionalLong noImprovement) {

  /** One trial at a time until the strategy is exhausted. */
  public static final Budget UNLIMITED =
      new Budget(
          OptionalLong.empty(),
          1,
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalLong.empty());

  /** A century: longer than any study, and short enough to count in nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** More threads than this on one machine is a mistake, not a wish. */
  private static final int MOST_PARALLEL = 10_000;

  public Budget {
    trials.ifPresent(n -> requirePositive("budget.trials", n));
    if (parallelism < 1 || parallelism > MOST_PARALLEL) {
      throw new InvalidInputException(
          "budget.parallelism", parallelism, "must lie in [1, " + MOST_PARALLEL + "]");
    }
    timeout.ifPresent(t -> requirePositive("budget.timeout", t));
    trialTimeout.ifPresent(t -> requirePositive("budget.trial_timeout", t));
    if (target.isPresent() && Double.isNaN(target.getAsDouble())) {
      throw new InvalidInputException("budget.target", Double.NaN, "must be a number");
    }
    noImprovement.ifPresent(n -> requirePositive("budget.no_improvement", n));
  }

  /** {@code n} trials, one at a time. */
  public static Budget trials(long n) {
    return new Budget(
        OptionalLong.of(n),
        1,
        UNLIMITED.timeout,
        UNLIMITED.trialTimeout,
        UNLIMITED.target,
        UNLIMITED.noImprovement);
  }

  /** As this, with {@code n} trials at once. */
  public Budget parallel(int n) {
    return new Budget(trials, n, timeout, trialTimeout, target, noImprovement);
  }

  public Budget within(Duration wallTime) {
    return new Budget(
        trials, parallelism, Optional.of(wallTime), trialTimeout, target, noImprovement);
  }

  public Budget eachWithin(Duration wallTime) {
    return new Budget(trials, parallelism, timeout, Optional.of(wallTime), target, noImprovement);
  }

  public Budget untilTarget(double value) {
    return new Budget(
        trials, parallelism, timeout, trialTimeout, OptionalDouble.of(value), noImprovement);
  }

  public Budget untilNoImprovementFor(long finishedTrials) {
    return new Budget(
        trials, parallelism, timeout, trialTimeout, target, OptionalLong.of(finishedTrials));
  }

  private static void requirePositive(String field, long n) {
    if (n < 1) {
      throw new InvalidInputException(field, n, "must be at least 1");
    }
  }

  private static void requirePositive(String field, Duration duration) {
    if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
      throw new InvalidInputException(field, duration, "must be positive, and 36500d at most");
    }
  }
}

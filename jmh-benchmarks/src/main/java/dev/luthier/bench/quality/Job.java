package dev.luthier.bench.quality;

import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.error.InvalidInputException;
import dev.luthier.run.Study;
import dev.luthier.space.Configuration;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.TrialContext;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** One run to be made: a study in memory that is asked and told until its budget is used up. */
record Job(Method method, Problem problem, long seed, int evaluations) {
  /** Those of the recorded runs. */
  private static final List<Integer> CHECKPOINTS = List.of(10, 25, 50, 100);

  private static final double MILLISECONDS = 1e-6;

  /**
   * A strategy with its options.
   *
   * @param label what its rows are called
   * @param ownStart whether it begins in its own way rather than with the common starting points
   */
  record Method(String label, StrategySpec strategy, boolean ownStart) {}

  RunRow.Key key() {
    return new RunRow.Key(method.label, problem.name(), seed);
  }

  /**
   * Makes the run.
   *
   * @throws InvalidInputException when the strategy cannot handle the problem
   * @throws IllegalStateException naming the run, when anything else goes wrong in it
   */
  RunRow run() {
    long began = System.nanoTime();
    try (Instance instance = problem.instance(seed);
        Study study = Study.create(spec(instance))) {
      List<Configuration> start = method.ownStart ? List.of() : instance.start();
      start.forEach(point -> study.enqueue(point.asMap()));
      double[] best = new double[evaluations];
      double[] askMilliseconds = new double[evaluations];
      int made = evaluate(instance, study, best, askMilliseconds);
      Arrays.fill(best, made, evaluations, best[made - 1]);
      int first = Math.min(start.size(), made);
      return new RunRow(
          key(),
          evaluations,
          checkpoints(best),
          (System.nanoTime() - began) * 1e-9,
          askTimes(Arrays.copyOfRange(askMilliseconds, first, made)));
    } catch (InvalidInputException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException(key() + ": " + e, e);
    }
  }

  /** How many evaluations were made: fewer than wanted when a finite space is all seen. */
  private int evaluate(Instance instance, Study study, double[] best, double[] askMilliseconds) {
    for (int n = 0; n < evaluations; n++) {
      long asked = System.nanoTime();
      Optional<TrialContext> trial = study.ask();
      askMilliseconds[n] = (System.nanoTime() - asked) * MILLISECONDS;
      if (trial.isEmpty()) {
        return n;
      }
      double value = instance.evaluate(trial.get().configuration());
      study.tell(trial.get().number(), Evaluation.of(value));
      best[n] = n == 0 ? value : Math.min(best[n - 1], value);
    }
    return evaluations;
  }

  private StudySpec spec(Instance instance) {
    return new StudySpec(
        problem.name(),
        instance.space(),
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        method.strategy,
        seed,
        Budget.trials(evaluations));
  }

  private NavigableMap<Integer, Double> checkpoints(double[] best) {
    NavigableMap<Integer, Double> values = new TreeMap<>();
    values.put(evaluations, best[evaluations - 1]);
    CHECKPOINTS.stream().filter(n -> n <= evaluations).forEach(n -> values.put(n, best[n - 1]));
    return values;
  }

  private static Optional<RunRow.AskTimes> askTimes(double[] milliseconds) {
    if (milliseconds.length == 0) {
      return Optional.empty();
    }
    Arrays.sort(milliseconds);
    double max = milliseconds[milliseconds.length - 1];
    return Optional.of(new RunRow.AskTimes(milliseconds[milliseconds.length / 2], max));
  }
}

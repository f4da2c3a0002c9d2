package dev.luthier.bench.suite;

import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.RelatedTasks;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A task that is tuned after others. Three problems differ only in what was tuned before: nothing,
 * three related tasks, or one that teaches the opposite, −f.
 */
public final class WarmStartProblem implements Problem {
  private static final int RELATED = 3;

  private final RelatedTasks tasks;
  private final Group group;
  private final Before before;

  /** What was tuned before. */
  public enum Before {
    COLD,
    WARM,
    MISLED
  }

  private WarmStartProblem(RelatedTasks tasks, Group group, Before before) {
    this.tasks = tasks;
    this.group = group;
    this.before = before;
  }

  /** Three problems of each. */
  public static List<WarmStartProblem> of(List<? extends RelatedTasks> all, Group group) {
    return all.stream()
        .flatMap(
            tasks ->
                Arrays.stream(Before.values())
                    .map(before -> new WarmStartProblem(tasks, group, before)))
        .toList();
  }

  @Override
  public String name() {
    return tasks.name() + "-" + before.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Group group() {
    return group;
  }

  /** The name of the tasks, which the three problems share. */
  public String task() {
    return tasks.name();
  }

  public Before before() {
    return before;
  }

  @Override
  public ScalarInstance instance(long seed) {
    ScalarInstance target = tasks.task(seed, 0);
    return new After(
        target,
        switch (before) {
          case COLD -> List.of();
          case WARM ->
              IntStream.rangeClosed(1, RELATED).mapToObj(k -> tasks.task(seed, k)).toList();
          case MISLED -> List.of(new After(target, List.of(), -1));
        },
        1);
  }

  /**
   * A task without starting points.
   *
   * @param sign of its values
   */
  private record After(ScalarInstance task, List<ScalarInstance> earlier, double sign)
      implements ScalarInstance {
    @Override
    public SearchSpace space() {
      return task.space();
    }

    @Override
    public List<Configuration> start() {
      return List.of();
    }

    @Override
    public double evaluate(Configuration configuration) {
      return sign * task.evaluate(configuration);
    }

    @Override
    public double score(double best) {
      return task.score(best);
    }
  }
}

package dev.luthier.strategy;

import dev.luthier.space.SearchSpace;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.ObjectiveSpec;
import java.util.List;
import java.util.Map;

/**
 * What a strategy is made for.
 *
 * @param space what it may propose
 * @param objectives what trials are judged by
 * @param constraints names of values that trials report and that are to be ≤ 0
 * @param seed the study's seed, for what is drawn once (a scrambling, a shuffle) rather than for
 *     each trial
 * @param options as the user wrote them; unknown names are errors
 * @param compute where it may compute
 * @param warmStart what other studies have found out
 */
public record StrategySetup(
    SearchSpace space,
    List<ObjectiveSpec> objectives,
    List<String> constraints,
    long seed,
    Map<String, Object> options,
    Compute compute,
    List<EarlierStudy> warmStart) {
  public StrategySetup {
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    options = Map.copyOf(options);
    warmStart = List.copyOf(warmStart);
  }

  /** Of a study that begins without knowledge. */
  public StrategySetup(
      SearchSpace space,
      List<ObjectiveSpec> objectives,
      List<String> constraints,
      long seed,
      Map<String, Object> options,
      Compute compute) {
    this(space, objectives, constraints, seed, options, compute, List.of());
  }
}

package dev.luthier.select;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.Capability;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.study.StudySpec;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The strategies that are installed. */
public final class Strategies {
  private Strategies() {}

  /** All of them, by name. */
  public static List<StrategyProvider> all() {
    return ServiceLoader.load(StrategyProvider.class, Strategies.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(StrategyProvider::name))
        .toList();
  }

  /**
   * The one with the given name.
   *
   * @throws InvalidInputException naming {@code strategy.name} and what there is instead
   */
  public static StrategyProvider named(String name) {
    List<StrategyProvider> all = all();
    return all.stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "strategy.name",
                    name,
                    all.isEmpty()
                        ? "no strategy is installed; add the module luthier-strategies"
                        : "must be one of " + all.stream().map(StrategyProvider::name).toList()));
  }

  /**
   * A fresh strategy for a study. Takes no resources before it observes something.
   *
   * @throws InvalidInputException when the strategy is unknown, cannot handle the study, or refuses
   *     its options
   */
  public static Strategy create(StudySpec spec) {
    return create(spec, StudyCompute.withoutStudy());
  }

  /**
   * As {@link #create(StudySpec)}.
   *
   * @param compute where it may compute
   */
  public static Strategy create(StudySpec spec, Compute compute) {
    StrategyProvider provider = named(spec.strategy().name());
    requireCapability(provider, Capability.CONDITIONS, hasConditions(spec.space()));
    requireCapability(
        provider, Capability.FORBIDDEN_COMBINATIONS, !spec.space().constraints().isEmpty());
    requireCapability(provider, Capability.SEVERAL_OBJECTIVES, spec.objectives().size() > 1);
    requireCapability(provider, Capability.OUTCOME_CONSTRAINTS, !spec.constraints().isEmpty());
    requireCapability(provider, Capability.CONTINUOUS_SPACES, !spec.space().isFinite());
    requireCapability(provider, Capability.WARM_START, !spec.warmStart().isEmpty());
    return provider.create(
        new StrategySetup(
            spec.space(),
            spec.objectives(),
            spec.constraints(),
            spec.seed(),
            spec.strategy().options(),
            compute,
            spec.warmStart()));
  }

  private static boolean hasConditions(SearchSpace space) {
    return space.parameters().stream()
        .anyMatch(parameter -> !space.conditionOf(parameter).allOf().isEmpty());
  }

  private static void requireCapability(
      StrategyProvider provider, Capability capability, boolean needed) {
    if (needed && !provider.capabilities().contains(capability)) {
      throw new InvalidInputException(
          "strategy.name", provider.name(), "cannot handle this study: it lacks " + capability);
    }
  }
}

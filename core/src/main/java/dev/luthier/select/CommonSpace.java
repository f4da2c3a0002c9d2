package dev.luthier.select;

import dev.luthier.space.Clause;
import dev.luthier.space.Condition;
import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What trials of an open space have in common: the parameters that all have asked for and, where a
 * parameter with few values decides it, those that all of a branch have.
 *
 * <pre>
 *   always      p : every trial has asked for p
 *   c ∈ V       p : exactly the trials with c ∈ V have asked for p;  c is in the common space itself
 * </pre>
 *
 * The second line is what a program does that says {@code if (optimizer.equals("sgd")) momentum =
 * trial.suggestDouble(…)}, or asks for the width of each of its layers. Whether it does so for
 * another reason cannot be seen from a few trials; a later one that contradicts takes the condition
 * back. Values of c that no trial has had yet count as not in V.
 *
 * <p>A pure function of the {@link #trait traits} of the trials, in whatever order.
 */
final class CommonSpace {
  /**
   * Most values of a parameter that conditions are looked for in. Each value that turns up for the
   * first time may change the space, and with it the strategy is made anew; switches have two to
   * four values, numbers of layers seldom more than ten.
   */
  private static final long MOST_VALUES = 16;

  private final SearchSpace union;
  private final Set<Configuration> traits;
  private final Map<String, Condition> common = new LinkedHashMap<>();

  private CommonSpace(SearchSpace union, Set<Configuration> traits) {
    this.union = union;
    this.traits = traits;
  }

  /**
   * All that matters of a trial here: which parameters it has asked for, and the values of those
   * that have few. Many trials share one.
   */
  static Configuration trait(SearchSpace union, Configuration trial) {
    Configuration trait = trial;
    for (Parameter<?> parameter : union.parameters()) {
      if (trial.isActive(parameter) && !isSwitch(parameter)) {
        trait = trait.with(parameter.name(), true);
      }
    }
    return trait;
  }

  /**
   * The common space of trials with these traits; without parameters where there is no trial.
   *
   * @param union all that has been asked for
   * @param withBranches whether conditions are looked for
   */
  static SearchSpace of(SearchSpace union, Set<Configuration> traits, boolean withBranches) {
    CommonSpace space = new CommonSpace(union, traits);
    if (!traits.isEmpty()) {
      space.findAlways();
    }
    if (withBranches) {
      space.findBranches();
    }
    return space.build();
  }

  private void findAlways() {
    for (Parameter<?> parameter : union.parameters()) {
      if (traits.stream().allMatch(trait -> trait.isActive(parameter))) {
        common.put(parameter.name(), Condition.ALWAYS);
      }
    }
  }

  /** Until nothing is found any more: a parameter that has a condition may decide about others. */
  private void findBranches() {
    int before;
    do {
      before = common.size();
      for (Parameter<?> parameter : union.parameters()) {
        if (!common.containsKey(parameter.name())) {
          condition(parameter).ifPresent(when -> common.put(parameter.name(), when));
        }
      }
    } while (common.size() > before);
  }

  /** By the parameter with fewest values: what is so by chance is contradicted soonest there. */
  private Optional<Condition> condition(Parameter<?> child) {
    return common.keySet().stream()
        .flatMap(name -> union.find(name).stream())
        .filter(CommonSpace::isSwitch)
        .sorted(
            Comparator.<Parameter<?>>comparingLong(p -> p.cardinality().orElseThrow())
                .thenComparing(Parameter::name))
        .flatMap(parent -> condition(child, parent).stream())
        .findFirst();
  }

  private Optional<Condition> condition(Parameter<?> child, Parameter<?> parent) {
    Set<Object> asked = new LinkedHashSet<>();
    Set<Object> passedOver = new LinkedHashSet<>();
    for (Configuration trait : traits) {
      Optional<Object> value = trait.find(parent.name());
      if (trait.isActive(child)) {
        if (value.isEmpty()) {
          return Optional.empty();
        }
        asked.add(value.get());
      } else {
        value.ifPresent(passedOver::add);
      }
    }
    boolean decides = !asked.isEmpty() && asked.stream().noneMatch(passedOver::contains);
    return decides
        ? Optional.of(new Condition(List.of(new Clause(parent.name(), new ArrayList<>(asked)))))
        : Optional.empty();
  }

  private SearchSpace build() {
    SpaceBuilder builder = SearchSpace.builder();
    common.forEach((name, when) -> builder.add(union.find(name).orElseThrow(), when));
    return builder.build();
  }

  private static boolean isSwitch(Parameter<?> parameter) {
    OptionalLong values = parameter.cardinality();
    return values.isPresent() && values.getAsLong() <= MOST_VALUES;
  }
}

package dev.luthier.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds a permitted configuration by depth-first search over the parameters that constraints
 * mention and their ancestors; the others are then drawn freely. A parameter with many values is
 * searched over those that are mentioned and one that is not, which stands for all the rest.
 */
final class Feasibility {
  /** Deciding this is NP-hard in general; real spaces end within some hundred steps. */
  private static final int MOST_STEPS = 1_000_000;

  private final SearchSpace space;
  private final List<Integer> searched;
  private int steps;

  Feasibility(SearchSpace space) {
    this.space = space;
    this.searched = mentionedAndAncestors(space);
  }

  /**
   * A permitted configuration, or empty when there is none (or none was found in a million steps).
   *
   * @param random decides the order of the search, and so which of the permitted configurations is
   *     found
   */
  Optional<Configuration> find(RandomGenerator random) {
    steps = 0;
    @Nullable Object[] slots = new Object[space.parameters().size()];
    if (!search(0, slots, random)) {
      return Optional.empty();
    }
    return Optional.of(
        space.configure(
            (i, parameter) -> {
              Object found = slots[i];
              return found != null ? found : parameter.decode(random.nextDouble());
            }));
  }

  private boolean search(int depth, @Nullable Object[] slots, RandomGenerator random) {
    if (steps++ > MOST_STEPS) {
      return false;
    }
    if (violates(slots, depth)) {
      return false;
    }
    if (depth == searched.size()) {
      return true;
    }
    int i = searched.get(depth);
    if (!space.isActive(i, slots)) {
      return search(depth + 1, slots, random);
    }
    for (Object value : candidates(space.parameters().get(i), random)) {
      slots[i] = value;
      if (search(depth + 1, slots, random)) {
        return true;
      }
    }
    slots[i] = null;
    return false;
  }

  /** Whether a combination has been completed by the first {@code depth} searched parameters. */
  private boolean violates(@Nullable Object[] slots, int depth) {
    for (Constraint constraint : space.constraints()) {
      switch (constraint) {
        case Constraint.Forbidden(Condition combination) -> {
          if (combination.allOf().stream().allMatch(clause -> holds(clause, slots, depth))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean holds(Clause clause, @Nullable Object[] slots, int depth) {
    int i = space.indexOf(clause.parameter());
    Object value = slots[i];
    return value != null
        && clause.values().contains(value)
        && searched.subList(0, depth).contains(i);
  }

  private <T> List<Object> candidates(Parameter<T> parameter, RandomGenerator random) {
    LinkedHashSet<Object> mentioned = new LinkedHashSet<>();
    for (Parameter<?> child : space.parameters()) {
      addMentioned(space.conditionOf(child), parameter, mentioned);
    }
    for (Constraint constraint : space.constraints()) {
      switch (constraint) {
        case Constraint.Forbidden(Condition combination) ->
            addMentioned(combination, parameter, mentioned);
      }
    }
    List<Object> candidates = new ArrayList<>(mentioned);
    // Continuous parameters are never mentioned, so never searched.
    long count = parameter.cardinality().orElseThrow();
    if (mentioned.size() < count) {
      long start = random.nextLong(count);
      for (long k = 0; k < count; k++) {
        T value = parameter.valueAt((start + k) % count);
        if (!mentioned.contains(value)) {
          candidates.add(value);
          break;
        }
      }
    }
    Collections.shuffle(candidates, Random.from(random));
    return candidates;
  }

  private static void addMentioned(Condition condition, Parameter<?> parameter, Set<Object> out) {
    for (Clause clause : condition.allOf()) {
      if (clause.parameter().equals(parameter.name())) {
        out.addAll(clause.values());
      }
    }
  }

  private static List<Integer> mentionedAndAncestors(SearchSpace space) {
    TreeSet<Integer> indices = new TreeSet<>();
    for (Constraint constraint : space.constraints()) {
      switch (constraint) {
        case Constraint.Forbidden(Condition combination) ->
            combination
                .allOf()
                .forEach(c -> addWithAncestors(space, space.indexOf(c.parameter()), indices));
      }
    }
    return List.copyOf(indices);
  }

  private static void addWithAncestors(SearchSpace space, int index, Set<Integer> indices) {
    if (indices.add(index)) {
      for (int parent : space.parents(index)) {
        addWithAncestors(space, parent, indices);
      }
    }
  }
}

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
 * Finds a permitted configuration by depth-first search over the parameters that forbidden
 * combinations mention and their ancestors; the others are then drawn freely. A parameter with many
 * values is searched over those that are mentioned and one that is not, which stands for all the
 * rest.
 *
 * <p>What decides whether the parameters of linear constraints are active is searched too. Once it
 * is decided their values are filled in by {@link LinearFill}.
 */
final class Feasibility {
  /** Deciding this is NP-hard in general; real spaces end within some hundred steps. */
  private static final int MOST_STEPS = 1_000_000;

  /**
   * What filling in the values of linear constraints counts, which is some milliseconds at worst.
   */
  private static final int STEPS_OF_FILL = 1_000;

  /**
   * In a linear constraint one value does not stand for all the rest: so many more are tried, and
   * as many from each end, where inequalities are obeyed if anywhere.
   */
  private static final int OTHERS = 8;

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
      return fill(slots, random);
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

  private boolean fill(@Nullable Object[] slots, RandomGenerator random) {
    if (space.linear().isEmpty()) {
      return true;
    }
    steps += STEPS_OF_FILL;
    return new LinearFill(space, slots).fill(random);
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
        case Constraint.Linear _ -> {
          // Its values are filled in last.
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
    boolean isSummand = false;
    for (Parameter<?> child : space.parameters()) {
      addMentioned(space.conditionOf(child), parameter, mentioned);
    }
    for (Constraint constraint : space.constraints()) {
      switch (constraint) {
        case Constraint.Forbidden(Condition combination) ->
            addMentioned(combination, parameter, mentioned);
        case Constraint.Linear linear -> isSummand |= linear.mentions(parameter);
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
      for (long k = 0; k < Math.min(count, OTHERS) && isSummand; k++) {
        addUnlessThere(parameter.valueAt(random.nextLong(count)), candidates);
        addUnlessThere(parameter.valueAt(k), candidates);
        addUnlessThere(parameter.valueAt(count - 1 - k), candidates);
      }
    }
    Collections.shuffle(candidates, Random.from(random));
    return candidates;
  }

  private static void addUnlessThere(Object value, List<Object> values) {
    if (!values.contains(value)) {
      values.add(value);
    }
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
        case Constraint.Linear linear ->
            linear.coefficients().keySet().stream()
                .mapToInt(space::indexOf)
                .forEach(i -> addAncestors(space, i, indices));
      }
    }
    return List.copyOf(indices);
  }

  private static void addWithAncestors(SearchSpace space, int index, Set<Integer> indices) {
    if (indices.add(index)) {
      addAncestors(space, index, indices);
    }
  }

  private static void addAncestors(SearchSpace space, int index, Set<Integer> indices) {
    for (int parent : space.parents(index)) {
      addWithAncestors(space, parent, indices);
    }
  }
}

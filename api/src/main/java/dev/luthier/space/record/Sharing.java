package dev.luthier.space.record;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Condition;
import dev.luthier.space.Parameter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the branches of one sealed interface share. A parameter of branches B is active when {@code
 * choice ∈ B}: one clause, and no more can be said, since conditions are conjunctions. That is why
 * only branches of one interface share.
 */
final class Sharing {
  private final CategoricalParameter<String> choice;
  private final Condition choiceActive;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A parameter, where it was first declared, and the branches that have it. */
  private record Entry(String field, Parameter<?> parameter, Set<String> branches) {}

  Sharing(CategoricalParameter<String> choice, Condition choiceActive) {
    this.choice = choice;
    this.choiceActive = choiceActive;
  }

  /** The parameter's name in the space. */
  String name(String shared) {
    return choice.name() + "." + shared;
  }

  /**
   * A branch's declaration of a shared parameter.
   *
   * @param field the component
   * @throws InvalidInputException when another branch declares it otherwise, or this one twice
   */
  void join(String field, String branch, Parameter<?> parameter) {
    Entry first =
        entries.computeIfAbsent(
            parameter.name(), _ -> new Entry(field, parameter, new LinkedHashSet<>()));
    if (!first.parameter().equals(parameter)) {
      throw new InvalidInputException(
          field,
          parameter,
          "is shared with "
              + first.field()
              // An enum's constants, or an int's values, look like those of another type.
              + (parameter.toString().equals(first.parameter().toString())
                  ? ", whose component is of another type"
                  : ", which is declared as " + first.parameter())
              + "; declare both the same, or rename one: @Shared(\"…\")");
    }
    if (!first.branches().add(branch)) {
      throw new InvalidInputException(
          field,
          "@Shared",
          "is shared with " + first.field() + " of the same branch; rename one: @Shared(\"…\")");
    }
  }

  /** Adds the parameters, now that all branches have been read. */
  void declare(Declarations space) {
    for (Entry entry : entries.values()) {
      Set<String> branches = entry.branches();
      if (branches.size() < 2) {
        throw new InvalidInputException(
            entry.field(),
            "@Shared",
            "no other branch shares it; annotate the component there too, or remove @Shared here");
      }
      // What all branches have does not depend on the choice.
      Condition when =
          branches.size() == choice.choices().size()
              ? choiceActive
              : Condition.when(choice, branches.toArray(String[]::new));
      space.add(entry.field(), entry.parameter(), when);
    }
  }
}

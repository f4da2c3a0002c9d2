package dev.luthier.run;

import dev.luthier.space.Clause;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The first parameter, by name, that two spaces do not share. */
record SpaceChange(String parameter, String before, String now) {

  /** Empty where only conditions, forbidden combinations or linear constraints differ. */
  static Optional<SpaceChange> first(SearchSpace before, SearchSpace now) {
    Set<String> names = new TreeSet<>();
    before.parameters().forEach(parameter -> names.add(parameter.name()));
    now.parameters().forEach(parameter -> names.add(parameter.name()));
    return names.stream()
        .map(name -> new SpaceChange(name, describe(before, name), describe(now, name)))
        .filter(change -> !change.before().equals(change.now()))
        .findFirst();
  }

  private static String describe(SearchSpace space, String name) {
    Optional<Parameter<?>> parameter = space.find(name);
    if (parameter.isEmpty()) {
      return "no such parameter";
    }
    // "name: {…}": the name is said already.
    String definition = parameter.get().toString().substring(name.length() + 2);
    List<Clause> when = space.conditionOf(parameter.get()).allOf();
    return when.isEmpty() ? definition : definition + " when " + when;
  }
}
